package io.rowmill.core.quality;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that belong together, so that a classifier which knows one of them may recognize the others.
 *
 * @param name as people read it
 * @param real group of each real row
 * @param synthetic group of each synthetic row; a number that real rows have, too, is the same group
 * @param isShared true if synthetic groups are real ones again, as those of a table that is copied are
 */
record Grouping(String name, int[] real, int[] synthetic, boolean isShared) {
    /** Fewer would leave a classifier without a fifth of what there is to know. */
    private static final double LEAST_GROUPS = 25;

    /** Every row is a group of its own. */
    static Grouping none(int real, int synthetic) {
        return new Grouping(
                "rows",
                IntStream.range(0, real).toArray(),
                IntStream.range(real, real + synthetic).toArray(),
                false);
    }

    /**
     * Equal keys are a group on each side.
     *
     * @param real per row a key, null for a row that belongs to no group
     * @param isShared equal keys of both sides are the same group
     */
    static Grouping of(
            String name,
            List<? extends @Nullable Object> real,
            List<? extends @Nullable Object> synthetic,
            boolean isShared) {
        Map<Object, Integer> known = new HashMap<>();
        int[] realGroups = numbered(real, known, 0);
        int next = 1 + Arrays.stream(realGroups).max().orElse(-1);
        int[] madeGroups = numbered(synthetic, isShared ? known : new HashMap<>(), next);
        return new Grouping(name, realGroups, madeGroups, isShared);
    }

    private static int[] numbered(List<? extends @Nullable Object> keys, Map<Object, Integer> known, int first) {
        int[] groups = new int[keys.size()];
        int next = first;
        for (int i = 0; i < groups.length; i++) {
            Object key = keys.get(i);
            Integer found = key == null ? null : known.putIfAbsent(key, next);
            groups[i] = found == null ? next++ : found;
        }
        return groups;
    }

    /** Whether there are groups enough on both sides, and none that holds most of the rows. */
    boolean canBeDealt() {
        return effective(real) >= LEAST_GROUPS && effective(synthetic) >= LEAST_GROUPS;
    }

    /** Whether any two rows belong together. */
    boolean joinsRows() {
        Set<Integer> all = new HashSet<>();
        return !(Arrays.stream(real).allMatch(all::add)
                && Arrays.stream(synthetic).allMatch(all::add));
    }

    /** Number of groups of equal size that would hold rows together as much (inverse Simpson index). */
    private static double effective(int[] groups) {
        Map<Integer, Integer> sizes = sizes(groups);
        double squares =
                sizes.values().stream().mapToDouble(n -> (double) n * n).sum();
        return squares == 0 ? 0 : (double) groups.length * groups.length / squares;
    }

    private static Map<Integer, Integer> sizes(int[] groups) {
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int group : groups) {
            sizes.merge(group, 1, Integer::sum);
        }
        return sizes;
    }

    /** Of some of the real and of some of the synthetic rows. */
    Grouping gather(int[] realRows, int[] syntheticRows) {
        return new Grouping(name, picked(real, realRows), picked(synthetic, syntheticRows), isShared);
    }

    /** Some of the real rows on one side, others on the other. */
    Grouping amongReal(int[] left, int[] right) {
        return new Grouping(name, picked(real, left), picked(real, right), isShared);
    }

    private static int[] picked(int[] values, int[] rows) {
        return IntStream.of(rows).map(r -> values[r]).toArray();
    }

    /**
     * Deals whole groups in a random order, each to the fold with the fewest rows of its side.
     *
     * @return the fold of each group number
     */
    Map<Integer, Integer> deal(int folds, SplittableRandom random) {
        Map<Integer, Integer> foldOf = new HashMap<>();
        deal(real, folds, random, foldOf);
        deal(synthetic, folds, random, foldOf);
        return foldOf;
    }

    private static void deal(int[] groups, int folds, SplittableRandom random, Map<Integer, Integer> foldOf) {
        Map<Integer, Integer> sizes = sizes(groups);
        long[] rows = new long[folds];
        foldOf.forEach((group, fold) -> rows[fold] += sizes.getOrDefault(group, 0));
        int[] order = sizes.keySet().stream()
                .filter(group -> !foldOf.containsKey(group))
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        for (int i = order.length - 1; i >= 0; i--) {
            int j = random.nextInt(i + 1);
            int group = order[j];
            order[j] = order[i];
            int fold = fewest(rows);
            foldOf.put(group, fold);
            rows[fold] += sizes.getOrDefault(group, 0);
        }
    }

    private static int fewest(long[] rows) {
        int fewest = 0;
        for (int i = 1; i < rows.length; i++) {
            fewest = rows[i] < rows[fewest] ? i : fewest;
        }
        return fewest;
    }
}
