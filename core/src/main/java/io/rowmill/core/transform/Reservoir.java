package io.rowmill.core.transform;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A uniform sample of bounded size from a stream of unknown length (Vitter's algorithm R). */
final class Reservoir {
    private final int capacity;
    private final SplittableRandom random;
    private double[] values = new double[16];
    private long seen;

    Reservoir(int capacity, SplittableRandom random) {
        this.capacity = capacity;
        this.random = random;
    }

    void add(double value) {
        if (seen < capacity) {
            if (seen == values.length) {
                values = Arrays.copyOf(values, Math.min(capacity, values.length * 2));
            }
            values[(int) seen] = value;
        } else {
            long slot = random.nextLong(seen + 1);
            if (slot < capacity) {
                values[(int) slot] = value;
            }
        }
        seen++;
    }

    double[] sample() {
        return Arrays.copyOf(values, (int) Math.min(seen, capacity));
    }
}
