package io.rowmill.core.quality;

import io.rowmill.core.random.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Classifier two-sample test (Lopez-Paz and Oquab, ICLR 2017): cross-validated AUC of a classifier that tells real rows from
 * synthetic ones. .5 is best.
 *
 * <p>What the figure is depends on how rows are dealt to folds. Dealt one by one, a row may be recognized by its siblings in other
 * folds. Dealt by a parent, a value that only one group has is known from the other side alone, and the classifier says the opposite
 * of the truth: an AUC below .5 that flatters. Therefore several ways are tried, each beside other real rows. The AUC is the highest
 * of all. If siblings alone explain it, so that other real rows are told apart as well, {@code furthest} has the folds that siblings
 * don't explain. No AUC is turned over: where all are below .5, rows of both sides are the same ones, and nobody tells them apart.
 *
 * @param worst the folds with the highest AUC
 * @param furthest the folds in which synthetic rows are furthest from other real rows; often the same
 * @param rows of each side
 * @param giveaways the columns that the trees of the worst folds found most telling, the most telling first
 */
public record Detection(Folds worst, Folds furthest, int rows, List<Giveaway> giveaways) {
    /** Of each side; of real rows, twice as many, for the ceiling. */
    static final int MOST_ROWS = 20_000;

    private static final int LEAST_ROWS = 50;
    private static final int LEAST_CEILING_ROWS = 100;
    private static final int GIVEAWAYS = 3;
    private static final double LEAST_SHARE = 0.01;
    private static final double GUESS = 0.5;

    /** @param share of what all splits of the trees have gained, 0 to 1 */
    public record Giveaway(String column, double share) {}

    /**
     * One way to deal rows to folds.
     *
     * @param by what is dealt: rows or groups
     * @param auc NaN with fewer than 50 rows a side, or without a column
     * @param ceiling the AUC of real rows against other real rows, no group on both sides; NaN with fewer than 200 real rows
     * @param ceilingRows of each side of the ceiling: as many as of the AUC, or half of the real rows if there are no more
     */
    public record Folds(String by, double auc, double ceiling, int ceilingRows) {
        static final Folds NONE = new Folds("", Double.NaN, Double.NaN, 0);

        /** How far synthetic rows are from other real ones, as far as these are known. */
        public double excess() {
            return auc - (ceiling > GUESS ? ceiling : GUESS);
        }
    }

    static Detection of(TwoSamples samples, BoostedTrees trees, Seed seed) {
        int rows = Math.min(
                MOST_ROWS, Math.min(samples.real().rows(), samples.synthetic().rows()));
        if (rows < LEAST_ROWS || samples.columns().isEmpty()) {
            return new Detection(Folds.NONE, Folds.NONE, rows, List.of());
        }
        return new Trial(samples, rows, trees, seed).detection();
    }

    /** The highest AUC. */
    public double auc() {
        return worst.auc();
    }

    private record Folded(Grouping by, CrossValidation found) {}

    private record Trial(TwoSamples samples, int rows, BoostedTrees trees, Seed seed) {

        Detection detection() {
            List<Folded> tried = tried();
            if (tried.isEmpty()) {
                return new Detection(Folds.NONE, Folds.NONE, rows, List.of());
            }
            Folds worst = besideRealRows(tried.get(0));
            Folds furthest = worst;
            for (Folded next : tried.subList(1, tried.size())) {
                // No ceiling counts for less than a guess, so the rest can't be further from theirs.
                if (next.found().auc() - GUESS <= furthest.excess()) {
                    break;
                }
                Folds folds = besideRealRows(next);
                furthest = folds.excess() > furthest.excess() ? folds : furthest;
            }
            return new Detection(
                    worst, furthest, rows, giveaways(tried.get(0).found().gains()));
        }

        /** The highest AUC first. */
        private List<Folded> tried() {
            int[] real = some(samples.real(), "real");
            int[] made = some(samples.synthetic(), "synthetic");
            List<Folded> tried = new ArrayList<>();
            for (Grouping folding : samples.foldings()) {
                CrossValidation found = CrossValidation.of(
                        samples.real().gather(real),
                        samples.synthetic().gather(made),
                        folding.gather(real, made),
                        trees,
                        seed);
                if (!Double.isNaN(found.auc())) {
                    tried.add(new Folded(folding, found));
                }
            }
            tried.sort(Comparator.comparingDouble(f -> -f.found().auc()));
            return tried;
        }

        private int[] some(Features of, String side) {
            return MemoryTable.sampleIndices(of.rows(), rows, seed.derive(side));
        }

        /** The ceiling is that of the parting in which other real rows are told apart best: what leaks, leaks there. */
        private Folds besideRealRows(Folded folded) {
            double ceiling = Double.NaN;
            int ceilingRows = 0;
            for (Grouping parting : samples.partings()) {
                Map<Integer, Integer> sideOf =
                        parting.deal(2, seed.derive("halves").random());
                int[] left = half(parting, sideOf, 0);
                int[] right = half(parting, sideOf, 1);
                if (Math.min(left.length, right.length) >= LEAST_CEILING_ROWS) {
                    double auc = realAgainstReal(folded.by(), left, right);
                    ceiling = Double.isNaN(ceiling) || auc > ceiling ? auc : ceiling;
                    ceilingRows = Math.min(left.length, right.length);
                }
            }
            return new Folds(folded.by().name(), folded.found().auc(), ceiling, ceilingRows);
        }

        private int[] half(Grouping parting, Map<Integer, Integer> sideOf, int side) {
            int[] all = IntStream.range(0, samples.real().rows())
                    .filter(row -> sideOf.getOrDefault(parting.real()[row], 0) == side)
                    .toArray();
            int[] some = MemoryTable.sampleIndices(
                    all.length, rows, seed.derive("half").derive(side));
            return IntStream.of(some).map(i -> all[i]).toArray();
        }

        private double realAgainstReal(Grouping folding, int[] left, int[] right) {
            return CrossValidation.of(
                            samples.real().gather(left),
                            samples.real().gather(right),
                            folding.amongReal(left, right),
                            trees,
                            seed)
                    .auc();
        }

        private List<Giveaway> giveaways(double[] gains) {
            return IntStream.range(0, gains.length)
                    .filter(c -> gains[c] >= LEAST_SHARE)
                    .boxed()
                    .sorted(Comparator.comparingDouble(c -> -gains[c]))
                    .limit(GIVEAWAYS)
                    .map(c -> new Giveaway(samples.columns().get(c), gains[c]))
                    .toList();
        }
    }
}
