package io.rowmill.core.quality;

/** A gradient-boosted classifier of two classes, the judge of how close synthetic rows are. */
@FunctionalInterface
public interface BoostedTrees {
    /**
     * Learns from {@code train} and judges {@code test}.
     *
     * @param positive label of each training row
     * @return per test row, how likely it is positive, 0 to 1
     */
    double[] predict(Features train, boolean[] positive, Features test);
}
