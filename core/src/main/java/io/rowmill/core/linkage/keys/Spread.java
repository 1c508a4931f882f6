package io.rowmill.core.linkage.keys;

import java.util.TreeMap;

/** How the rows of a table are spread over the parents of one key: parents by about how many rows they have. */
final class Spread {
    /** Numbers of rows that differ by less than an eighth are one. */
    private static final int STEPS = 8;

    private final TreeMap<Integer, Group> groups = new TreeMap<>();
    private long rows;
    private int most;

    /** Parents with about as many rows. */
    private static final class Group {
        private long parents;
        private long rows;

        double mean() {
            return rows / (double) parents;
        }
    }

    void add(int count) {
        if (count > 0) {
            int octave = 31 - Integer.numberOfLeadingZeros(count);
            int step = count < STEPS ? count : octave * STEPS + (count >> (octave - 3)) - STEPS;
            Group group = groups.computeIfAbsent(step, s -> new Group());
            group.parents++;
            group.rows += count;
            rows += count;
            most = Math.max(most, count);
        }
    }

    /** Rows that have a parent. */
    long rows() {
        return rows;
    }

    /** Rows of the parent that has most. */
    int most() {
        return most;
    }

    /** How surprising it is that no two parents have more rows together, if as many rows are spread as those of both. */
    double surprise(Spread other, int mostTogether, long together) {
        double sum = 0;
        for (Group one : groups.values()) {
            for (Group two : other.groups.values()) {
                double ofOne = together * (one.mean() / rows);
                double ofTwo = together * (two.mean() / other.rows);
                double surprise = Chance.surpriseOfAtMost(
                        mostTogether, Math.min(ofOne, ofTwo), Math.max(ofOne, ofTwo) / together);
                sum += (double) one.parents * two.parents * surprise;
            }
        }
        return sum;
    }
}
