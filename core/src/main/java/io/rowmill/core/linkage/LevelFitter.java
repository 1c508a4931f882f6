package io.rowmill.core.linkage;

import io.rowmill.core.linkage.LevelScore.Scale;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.transform.Feature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Finds the columns in which parents differ more than their own columns explain, and gives every parent its level. */
final class LevelFitter {
    /** Levels per key. */
    private static final int MOST = 4;
    /** So much of the variance of parents' means is chance alone, at most: more variance isn't worth a level. */
    private static final double EXCESS = 1.2;

    /** So much better must another scale than that of ranks be. */
    private static final double BETTER = 1.02;

    private static final int FEWEST_PARENTS = 30;
    private static final int PARENTS_PER_CLASS = 12;
    private static final int MOST_CLASSES = 20;
    /** Classes are equal in so much of their spread, and in the rest of their parents. */
    private static final double BY_SPREAD = 1 / 3.0;

    private static final int SAMPLED_PARENTS = 20_000;
    private static final int SAMPLED_ROWS = 400_000;
    /** Of one sampled parent. */
    private static final int MOST_ROWS = SAMPLED_ROWS / 20;

    private static final int TREE_PARENTS = 100_000;

    private final LinkageSource source;
    private final Relationship key;
    private final ParentRows links;
    private final Seed seed;
    private final Others others;
    private final Map<String, Scale> scales;

    /** What the levels of other parents of the same rows say of their scores. */
    interface Others {
        Others NONE = (column, row) -> 0;

        /** @return how far the row's score is from the mean because of them */
        double of(String column, int row);
    }

    /**
     * @param seed of the linkage
     * @param scales by column, of all keys of the child's table: what is known is used, a level adds the one that it is on
     */
    LevelFitter(
            LinkageSource source,
            Relationship key,
            ParentRows links,
            Seed seed,
            Others others,
            Map<String, Scale> scales) {
        this.others = others;
        this.scales = scales;
        this.source = source;
        this.key = key;
        this.links = links;
        this.seed = seed.derive("levels").derive(key.name());
    }

    /** Rows of some parents, whole groups of siblings. None has so many rows that it fills the sample alone. */
    private record Sampled(int[] rows, int[] parentOf, int[] parents) {}

    /** @param scale of numbers */
    private record Candidate(String column, LevelScore score, Scale scale, ParentMeans means) {}

    /** A level is added to a file by {@link #write}. */
    List<Level> fit() throws IOException {
        Sampled sample = sample();
        if (sample.parents().length < FEWEST_PARENTS) {
            return List.of();
        }
        List<Candidate> candidates = candidates(sample);
        List<Bins> known = new ArrayList<>();
        for (String column : source.contentColumns(key.parentTable())) {
            known.add(bins(source.feature(key.parentTable(), column, sample.parents())));
        }
        int[] treeParents = Blocks.spread(links.parentRows(), TREE_PARENTS);
        Map<ColumnRef, Feature> knownToTree = new LinkedHashMap<>();
        List<Level> levels = new ArrayList<>();
        while (levels.size() < MOST) {
            Optional<Candidate> best = best(candidates, known);
            if (best.isEmpty()) {
                return levels;
            }
            Level open = open(best.get());
            TrueMeans means = trueMeans(open, sample.parents(), treeParents);
            Level level = with(open, bounds(means.of(sample.parents())), open.tree());
            if (level.bounds().isEmpty()) {
                return levels;
            }
            if (knownToTree.isEmpty()) {
                addColumns(knownToTree, treeParents);
            }
            known.add(new Bins(classes(level, means.of(sample.parents())), level.classes()));
            candidates.remove(best.get());
            scales.putIfAbsent(best.get().column(), best.get().scale());
            int[] ofTree = classes(level, means.of(treeParents));
            levels.add(with(level, level.bounds(), CardinalityFitter.fit(ofTree, knownToTree)));
            knownToTree.put(level.ref(), numbers(ofTree));
        }
        return levels;
    }

    /** That says most once others are known. */
    private static Optional<Candidate> best(List<Candidate> candidates, List<Bins> known) {
        Candidate best = null;
        double most = EXCESS;
        for (Candidate candidate : candidates) {
            double excess = candidate.means().excess(known);
            if (excess > most) {
                most = excess;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private Sampled sample() {
        int parents = links.parentRows();
        if (parents == 0) {
            return new Sampled(new int[0], new int[0], new int[0]);
        }
        int step = Math.max(
                1, Math.max(parents / SAMPLED_PARENTS, (int) Math.ceil(links.childRows() / (double) SAMPLED_ROWS)));
        int[] counts = links.childCounts(IntStream.rangeClosed(0, (parents - 1) / step)
                .map(i -> i * step)
                .toArray());
        IntStream.Builder rows = IntStream.builder();
        IntStream.Builder parentOf = IntStream.builder();
        int[] numbers = new int[counts.length];
        Arrays.fill(numbers, -1);
        IntStream.Builder found = IntStream.builder();
        int next = 0;
        for (Blocks.Block block : Blocks.of(links.childRows())) {
            int[] of = links.parents(block.from(), block.to());
            for (int i = 0; i < of.length; i++) {
                if (of[i] >= 0 && of[i] % step == 0 && counts[of[i] / step] <= MOST_ROWS) {
                    if (numbers[of[i] / step] < 0) {
                        numbers[of[i] / step] = next++;
                        found.add(of[i]);
                    }
                    rows.add(block.from() + i);
                    parentOf.add(numbers[of[i] / step]);
                }
            }
        }
        return new Sampled(
                rows.build().toArray(),
                parentOf.build().toArray(),
                found.build().toArray());
    }

    private List<Candidate> candidates(Sampled sample) throws IOException {
        List<Candidate> out = new ArrayList<>();
        for (String column : source.contentColumns(key.childTable())) {
            Feature feature = source.feature(key.childTable(), column, sample.rows());
            LevelScore score = score(feature, sample);
            if (score.values().size() > 1) {
                Candidate candidate = score.points().isEmpty()
                        ? candidate(column, feature, score, Scale.RANK, sample)
                        : scaled(column, feature, score, sample);
                if (candidate.means().parents() >= FEWEST_PARENTS) {
                    out.add(candidate);
                }
            }
        }
        return out;
    }

    private Candidate candidate(String column, Feature feature, LevelScore ranks, Scale scale, Sampled sample) {
        LevelScore score = ranks.on(scale);
        double[] scores = new double[sample.rows().length];
        Arrays.setAll(scores, i -> score.of(feature, i) - others.of(column, sample.rows()[i]));
        boolean isTold = feature instanceof Feature.Codes;
        ParentMeans means = new ParentMeans(scores, sample.parentOf(), sample.parents().length, isTold);
        return new Candidate(column, score, scale, means);
    }

    /**
     * On the scale on which parents differ most beside their rows, if the column has none yet. Ranks of counts that are mostly 0 say
     * little of how high the high ones are.
     */
    private Candidate scaled(String column, Feature feature, LevelScore ranks, Sampled sample) {
        Scale known = scales.get(column);
        if (known != null) {
            return candidate(column, feature, ranks, known, sample);
        }
        Candidate best = candidate(column, feature, ranks, Scale.RANK, sample);
        for (Scale scale : List.of(Scale.ROOT, Scale.VALUE)) {
            Candidate other = candidate(column, feature, ranks, scale, sample);
            best = other.means().reliability() > BETTER * best.means().reliability() ? other : best;
        }
        return best;
    }

    /** Categories get their scores from every other parent, and the rest tells whether these are more than chance. */
    private LevelScore score(Feature feature, Sampled sample) {
        if (feature instanceof Feature.Codes categories) {
            int[] parents = sample.parentOf().clone();
            Arrays.setAll(parents, i -> parents[i] % 2 == 0 ? parents[i] : -1);
            return LevelScore.ofCategories(categories.codes(), categories.size(), parents, sample.parents().length);
        }
        double[] numbers = new double[sample.rows().length];
        Arrays.setAll(numbers, feature::number);
        return LevelScore.ofNumbers(numbers, source.protection(key.childTable()));
    }

    private static Bins bins(Feature feature) {
        return Bins.of(feature, IntStream.range(0, feature.rows()).toArray());
    }

    /** Without classes and a tree. */
    private Level open(Candidate found) {
        ParentMeans means = found.means();
        return new Level(
                key.name(),
                found.column(),
                Level.ref(key, found.column()),
                found.score(),
                means.grandMean(),
                means.between(),
                means.within(),
                List.of(),
                new CardinalityTree(
                        List.of(), new CardinalityTree.Leaf(new CountHistogram(new int[] {0}, new long[] {1}))));
    }

    /** Of classes that have parents enough. */
    private List<Double> bounds(double[] trueMeans) {
        double[] sorted = Arrays.stream(trueMeans).sorted().toArray();
        int least =
                Math.max(PARENTS_PER_CLASS, source.protection(key.parentTable()).rareValueThreshold());
        return bounds(sorted, Math.min(MOST_CLASSES, sorted.length / least), least);
    }

    /** The highest parents are few and far from each other, and so may the lowest be: their classes are smaller. */
    private static List<Double> bounds(double[] sorted, int classes, int least) {
        List<Double> bounds = new ArrayList<>();
        double spread = sorted[sorted.length - 1] - sorted[0];
        int last = 0;
        for (int at = least; at <= sorted.length - least && bounds.size() < classes - 1; at++) {
            double byCount = at / (double) sorted.length;
            double place = byCount + BY_SPREAD * ((sorted[at] - sorted[0]) / spread - byCount);
            boolean isFull = at - last >= least && place * classes >= bounds.size() + 1;
            if (isFull && (bounds.isEmpty() || sorted[at] > bounds.get(bounds.size() - 1))) {
                bounds.add(sorted[at]);
                last = at;
            }
        }
        return bounds;
    }

    private static Level with(Level level, List<Double> bounds, CardinalityTree tree) {
        return new Level(
                level.relationship(),
                level.column(),
                level.ref(),
                level.score(),
                level.mean(),
                level.between(),
                level.within(),
                bounds,
                tree);
    }

    private void addColumns(Map<ColumnRef, Feature> known, int[] parents) throws IOException {
        for (String column : source.contentColumns(key.parentTable())) {
            known.put(new ColumnRef(key.parentTable(), column), source.feature(key.parentTable(), column, parents));
        }
        known.put(Level.rows(key.name()), numbers(links.childCounts(parents)));
    }

    private static Feature numbers(int[] values) {
        return new Feature.Numeric(Arrays.stream(values).asDoubleStream().toArray());
    }

    private static int[] classes(Level level, double[] trueMeans) {
        return Arrays.stream(trueMeans).mapToInt(level::classOf).toArray();
    }

    /** @param parents ascending */
    private record TrueMeans(int[] parents, double[] means) {
        double[] of(int[] some) {
            return Arrays.stream(some)
                    .mapToDouble(parent -> means[Arrays.binarySearch(parents, parent)])
                    .toArray();
        }
    }

    /** One pass over the rows. */
    private TrueMeans trueMeans(Level level, int[] some, int[] others) throws IOException {
        int[] parents = IntStream.concat(Arrays.stream(some), Arrays.stream(others))
                .sorted()
                .distinct()
                .toArray();
        BitSet wanted = new BitSet(links.parentRows());
        Arrays.stream(parents).forEach(wanted::set);
        double[] sums = new double[parents.length];
        int[] counts = new int[parents.length];
        forEachScore(level, wanted::get, (parent, score) -> {
            int at = Arrays.binarySearch(parents, parent);
            sums[at] += score;
            counts[at]++;
        });
        double[] means = new double[parents.length];
        Arrays.setAll(means, i -> plausible(level, parents[i], sums[i], counts[i]));
        return new TrueMeans(parents, means);
    }

    private double plausible(Level level, int parent, double sum, int rows) {
        SplittableRandom random = seed.derive(level.column()).derive(parent).random();
        return level.plausible(sum, rows, random.nextGaussian());
    }

    private interface ParentScore {
        void accept(int parent, double score);
    }

    /** Tells the scores of all rows of some parents. */
    private void forEachScore(Level level, IntPredicate wanted, ParentScore action) throws IOException {
        for (Blocks.Block block : Blocks.of(links.childRows())) {
            int[] of = links.parents(block.from(), block.to());
            int[] rows = IntStream.range(0, of.length)
                    .filter(i -> of[i] >= 0 && wanted.test(of[i]))
                    .toArray();
            Feature feature = source.feature(
                    key.childTable(),
                    level.column(),
                    IntStream.of(rows).map(i -> block.from() + i).toArray());
            for (int i = 0; i < rows.length; i++) {
                double score = level.score().of(feature, i) - others.of(level.column(), block.from() + rows[i]);
                if (!Double.isNaN(score)) {
                    action.accept(of[rows[i]], score);
                }
            }
        }
    }

    private interface TrueMean {
        void accept(int parent, double mean) throws IOException;
    }

    /** Tells the true means of all parents in their order: one pass over the rows, and memory doesn't grow with the parents. */
    private void forEachTrueMean(Level level, ParentSums sums, TrueMean action) throws IOException {
        sums.clear();
        forEachScore(level, parent -> true, sums::add);
        for (int parent = 0; parent < links.parentRows(); parent++) {
            action.accept(parent, plausible(level, parent, sums.sum(parent), sums.count(parent)));
        }
    }

    /**
     * How far the true means of all parents are from their mean.
     *
     * @param sums of the key's parents
     */
    float[] deviations(Level level, ParentSums sums) throws IOException {
        float[] out = new float[links.parentRows()];
        forEachTrueMean(level, sums, (parent, mean) -> out[parent] = (float) (mean - level.mean()));
        return out;
    }

    /**
     * @param sums of the key's parents
     * @param file an encoded column of one code per parent: the class of its level
     */
    void write(Level level, ParentSums sums, Path file) throws IOException {
        try (EncodedColumnWriter out = EncodedColumnFile.create(file, links.parentRows(), level.parts())) {
            forEachTrueMean(level, sums, (parent, mean) -> {
                int found = level.classOf(mean);
                out.code(0, found);
                out.code(1, Level.rangeOf(found));
            });
        }
    }
}
