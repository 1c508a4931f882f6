package io.rowmill.core.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Numbers from {@code low} on, below {@code high}. */
record Bin(double low, double high) {
    double width() {
        return high - low;
    }

    /** Any number of it. */
    double draw(SplittableRandom random) {
        return width() == 0 ? low : Math.min(low + random.nextDouble() * width(), Math.nextDown(high));
    }

    /** Neighbouring bins between ascending edges. */
    static List<Bin> between(double[] edges) {
        List<Bin> out = new ArrayList<>();
        for (int i = 0; i + 1 < edges.length; i++) {
            out.add(new Bin(edges[i], edges[i + 1]));
        }
        return out;
    }

    /** @return which of ascending bins a number is in; -1: none */
    static int find(List<Bin> bins, double value) {
        int low = 0;
        int high = bins.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Bin bin = bins.get(middle);
            if (value < bin.low) {
                high = middle - 1;
            } else if (value >= bin.high) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** As many bins of one width as are wanted. */
    List<Bin> split(int parts) {
        double[] edges = new double[parts + 1];
        for (int i = 0; i <= parts; i++) {
            edges[i] = i == parts ? high : low + width() * i / parts;
        }
        return between(edges);
    }
}
