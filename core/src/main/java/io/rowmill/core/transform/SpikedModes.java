package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The modes of a continuous column: a value that many rows hold (zero, often) is a mode of width 0, a mixture is fitted
 * to the others, so that no Gaussian has to bend around a spike.
 *
 * @param others the values that are no spikes; null: there is no spike
 * @param rare what would be modes of its own if more rows held it
 */
record SpikedModes(List<Mode> modes, @Nullable UnspikedValues others, Rare rare) {
    /** @param rows of the sample */
    record Rare(long values, long rows) {
        static final Rare NONE = new Rare(0, 0);
    }

    /** A value of this share of the rows is a spike. */
    private static final double SPIKE = 0.01;

    private static final int MOST_SPIKES = 20;
    /** So few values are modes each. */
    private static final int FEW_VALUES = 20;

    /**
     * @param values sample of the column, sorted in groups
     * @param maxClusters most modes; half of them are left for the values that are no spikes, however many of those there are
     */
    static SpikedModes fit(WeightedValues values, int maxClusters, Protection protection, Seed seed) {
        if (values.size() <= Math.max(FEW_VALUES, maxClusters)) {
            return ofFew(values, protection);
        }
        List<Integer> spikes = spikes(values, protection);
        if (spikes.isEmpty()) {
            return new SpikedModes(BayesianGaussianMixture.fit(values, maxClusters, seed), null, Rare.NONE);
        }
        WeightedValues others = values.only(IntStream.range(0, values.size())
                .filter(i -> !spikes.contains(i))
                .toArray());
        int left = Math.max((maxClusters + 1) / 2, maxClusters - spikes.size());
        double share = others.total() / values.total();
        List<Mode> modes = new ArrayList<>();
        List<Mode> ofOthers =
                others.size() <= left ? few(others, protection) : BayesianGaussianMixture.fit(others, left, seed);
        ofOthers.forEach(m -> modes.add(new Mode(m.mean(), m.std(), m.weight() * share)));
        int[] ascending = spikes.stream().mapToInt(Integer::intValue).sorted().toArray();
        modes.addAll(onePerValue(values.only(ascending), values.total()));
        return new SpikedModes(
                modes,
                new UnspikedValues(others.means()[0], others.means()[others.size() - 1], ofOthers.size()),
                others.size() <= left ? rare(others, protection) : Rare.NONE);
    }

    private static List<Integer> spikes(WeightedValues values, Protection protection) {
        return IntStream.range(0, values.size())
                .filter(i -> values.variances()[i] == 0
                        && values.weights()[i] >= SPIKE * values.total()
                        && !protection.isRare(values.weights()[i]))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values.weights()[i])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_SPIKES)
                .toList();
    }

    private static SpikedModes ofFew(WeightedValues values, Protection protection) {
        WeightedValues rest = values.only(rare(values.weights(), protection));
        List<Mode> modes = few(values, protection);
        boolean spread = modes.size() > 1 && modes.get(0).std() > 0;
        UnspikedValues others = spread ? new UnspikedValues(rest.means()[0], rest.means()[rest.size() - 1], 1) : null;
        return new SpikedModes(modes, others, rare(values, protection));
    }

    /**
     * A mode for each value that isn't rare, after one wide mode for the rare ones, that tells none of them; where rare values are the
     * most, one wide mode for all.
     */
    private static List<Mode> few(WeightedValues values, Protection protection) {
        WeightedValues common = values.only(IntStream.range(0, values.size())
                .filter(i -> !protection.isRare(values.weights()[i]))
                .toArray());
        if (common.size() == 0 || 2 * common.total() < values.total()) {
            return List.of(wide(values));
        }
        WeightedValues rest = values.only(rare(values.weights(), protection));
        if (rest.size() < 2 || protection.isRare(rest.total())) {
            return onePerValue(common, common.total());
        }
        Mode wide = wide(rest);
        List<Mode> modes = new ArrayList<>();
        modes.add(new Mode(wide.mean(), wide.std(), rest.total() / values.total()));
        modes.addAll(onePerValue(common, values.total()));
        return modes;
    }

    private static int[] rare(double[] weights, Protection protection) {
        return IntStream.range(0, weights.length)
                .filter(i -> protection.isRare(weights[i]))
                .toArray();
    }

    private static Rare rare(WeightedValues values, Protection protection) {
        double[] rows =
                Arrays.stream(values.weights()).filter(protection::isRare).toArray();
        return new Rare(rows.length, Math.round(Arrays.stream(rows).sum()));
    }

    private static Mode wide(WeightedValues values) {
        double mean = 0;
        double variance = 0;
        double seen = 0;
        for (int i = 0; i < values.size(); i++) {
            double weight = values.weights()[i];
            double delta = values.means()[i] - mean;
            seen += weight;
            mean += delta * weight / seen;
            variance += weight * (delta * (values.means()[i] - mean) + values.variances()[i]);
        }
        return new Mode(mean, Math.sqrt(variance / seen), 1);
    }

    private static List<Mode> onePerValue(WeightedValues values, double total) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Mode(values.means()[i], 0, values.weights()[i] / total))
                .toList();
    }
}
