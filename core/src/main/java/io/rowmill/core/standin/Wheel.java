package io.rowmill.core.standin;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws values by their weights, in logarithmic time. */
final class Wheel<T extends @Nullable Object> {
    private final List<Weighted<T>> all;
    private final double[] upTo;

    /** @param all at least one */
    Wheel(List<Weighted<T>> all) {
        this.all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("nothing to draw from");
        }
        upTo = new double[all.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += all.get(i).weight();
            upTo[i] = sum;
        }
    }

    T draw(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * weight());
        int at = found >= 0 ? found + 1 : -found - 1;
        return all.get(Math.min(at, upTo.length - 1)).value();
    }

    /** Of all values. */
    double weight() {
        return upTo[upTo.length - 1];
    }

    List<Weighted<T>> all() {
        return all;
    }
}
