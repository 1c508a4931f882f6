package io.rowmill.core.quality;

/** A gradient-boosted classifier of two classes, the judge of how close synthetic rows are. */
@FunctionalInterface
public interface BoostedTrees {
    /**
     * What the trees say.
     *
     * @param scores per test row, how likely it is positive, 0 to 1
     * @param gains per column, by how much its splits have lessened the loss; 0 or more
     */
    record Verdict(double[] scores, double[] gains) {}

    /**
     * Learns from {@code train} and judges {@code test}.
     *
     * @param positive label of each training row
     */
    Verdict judge(Features train, boolean[] positive, Features test);
}
