package io.rowmill.core.imputation;

import io.rowmill.core.random.Seed;

/**
 * How missing cells are filled.
 *
 * @param draws rows that are drawn for each row with a missing cell. 1: its cells are what was drawn, as varied as real ones. More: of
 *     each cell the most likely, which is the most frequent of the draws, of a number the one nearest to their mean
 * @param temperature see {@link io.rowmill.core.synthesizer.Conditions}
 * @param topP see {@link io.rowmill.core.synthesizer.Conditions}
 */
public record Filling(int draws, double temperature, double topP, Seed seed) {
    public Filling {
        if (draws < 1) {
            throw new IllegalArgumentException(draws + " draws");
        }
    }
}
