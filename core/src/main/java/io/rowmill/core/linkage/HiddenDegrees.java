package io.rowmill.core.linkage;

import java.util.PriorityQueue;

/**
 * Numbers of rows per parent in which the largest can't be told: parents with as many rows as the n-th largest, or more, have
 * their mean. All parents together keep their rows.
 */
final class HiddenDegrees {
    /** No more than one of so many parents is changed: how often a lookup table's few rows are used is no secret of any one. */
    private static final int SHARE = 100;

    private final int least;
    private final int mean;
    /** Parents that get one row more, so that the sum stays. */
    private final long more;

    private long met;

    private HiddenDegrees(int least, int mean, long more) {
        this.least = least;
        this.mean = mean;
        this.more = more;
    }

    /** @param count n; 0 and 1: nothing is hidden */
    static HiddenDegrees of(ParentRows links, int count) {
        int parents = links.parentRows();
        int hidden = Math.min(count, parents / SHARE);
        if (hidden <= 1) {
            return new HiddenDegrees(Integer.MAX_VALUE, 0, 0);
        }
        PriorityQueue<Integer> largest = new PriorityQueue<>();
        for (Blocks.Block block : Blocks.of(parents)) {
            for (int degree : links.childCounts(block.rows())) {
                if (largest.size() < hidden) {
                    largest.add(degree);
                } else if (degree > largest.element()) {
                    largest.remove();
                    largest.add(degree);
                }
            }
        }
        int least = largest.element();
        long sum = 0;
        long group = 0;
        for (Blocks.Block block : Blocks.of(parents)) {
            for (int degree : links.childCounts(block.rows())) {
                sum += degree >= least ? degree : 0;
                group += degree >= least ? 1 : 0;
            }
        }
        return new HiddenDegrees(least, (int) (sum / group), sum % group);
    }

    /** The same for another pass over the parents. */
    HiddenDegrees again() {
        return new HiddenDegrees(least, mean, more);
    }

    /** @param degrees of parents that were not met before; changed */
    int[] hide(int[] degrees) {
        for (int i = 0; i < degrees.length; i++) {
            if (degrees[i] >= least) {
                degrees[i] = mean + (met++ < more ? 1 : 0);
            }
        }
        return degrees;
    }
}
