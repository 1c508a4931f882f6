package io.rowmill.core.linkage;

import io.rowmill.core.linkage.SiblingRule.Apart;
import io.rowmill.core.linkage.SiblingRule.AtMostOne;
import io.rowmill.core.linkage.SiblingRule.Distinct;
import io.rowmill.core.linkage.SiblingRule.Growing;
import io.rowmill.core.linkage.SiblingRule.Numbered;
import io.rowmill.core.random.Seed;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds what the rows of each parent keep together, and what they would not keep by chance. */
final class SiblingRuleFinder {
    /** That have two rows or more. */
    static final int FEWEST_PARENTS = 30;

    /** Values of a column of which a parent may have one at most. */
    private static final int MOST_VALUES = 20;
    /** Columns of times, or of numbers, that may be starts and ends. */
    private static final int MOST_ENDS = 6;

    private final SiblingGroups groups;
    private final Protection protection;
    private final Seed seed;
    /** So many exceptions must be expected by chance. */
    private final double enough;

    SiblingRuleFinder(SiblingGroups groups, Protection protection, Seed seed) {
        this.groups = groups;
        this.protection = protection;
        this.seed = seed.derive("siblings");
        int columns = groups.columns().size();
        this.enough = Math.log(1e4) + Math.log(Math.max(1, columns * (columns + MOST_VALUES)));
    }

    /**
     * @param free columns that can be given other values
     * @param members columns that can be given other values if others are, too
     */
    List<SiblingRule> find(Set<String> free, Set<String> members) {
        List<SiblingRule> rules = new ArrayList<>();
        if (groups.several() < FEWEST_PARENTS) {
            return rules;
        }
        for (String column : groups.columns()) {
            if (free.contains(column) || members.contains(column)) {
                List<@Nullable Object[]> cells = groups.cells(column);
                List<SiblingRule> values = ofValues(column, cells);
                rules.addAll(values);
                if (values.isEmpty() && free.contains(column)) {
                    rules.addAll(atMostOne(column, cells));
                }
            }
        }
        rules.addAll(apart(free));
        return rules;
    }

    /** @param inOrder groups in the order of siblings */
    List<SiblingRule> growing(SiblingGroups inOrder, Set<String> free) {
        List<SiblingRule> rules = new ArrayList<>();
        for (String column : inOrder.columns()) {
            if (free.contains(column)
                    && groups.several() >= FEWEST_PARENTS
                    && rises(inOrder.cells(column)) * Math.log(2) > enough) {
                rules.add(new Growing(column));
            }
        }
        return rules;
    }

    /** Rows that are above the one before; 0 if one is below. */
    private static long rises(List<@Nullable Object[]> cells) {
        long rises = 0;
        for (@Nullable Object[] group : cells) {
            double last = Double.NaN;
            for (Object cell : group) {
                double number = cell == null ? Double.NaN : SiblingOrder.number(cell);
                if (number < last) {
                    return 0;
                }
                rises += number > last ? 1 : 0;
                last = Double.isNaN(number) ? last : number;
            }
        }
        return rises;
    }

    private List<SiblingRule> ofValues(String column, List<@Nullable Object[]> cells) {
        Map<Object, Long> frequency = new HashMap<>();
        double pairs = 0;
        for (@Nullable Object[] group : cells) {
            Set<Object> seen = new HashSet<>();
            for (Object cell : group) {
                if (cell != null) {
                    frequency.merge(cell, 1L, Long::sum);
                    if (!seen.add(cell)) {
                        return List.of();
                    }
                }
            }
            pairs += seen.size() * (seen.size() - 1.0) / 2;
        }
        if (pairs * alike(frequency.values().stream().mapToDouble(f -> f).toArray()) < enough) {
            return List.of();
        }
        for (long first = 0; first <= 1; first++) {
            if (isNumbered(cells, first)) {
                return List.of(new Numbered(column, first));
            }
        }
        return List.of(new Distinct(column));
    }

    /** The probability that two cells have the same value. */
    private static double alike(double[] frequencies) {
        double sum = Arrays.stream(frequencies).sum();
        return sum < 2 ? 0 : Arrays.stream(frequencies).map(f -> f * (f - 1)).sum() / (sum * (sum - 1));
    }

    /** Of cells without repetition within a group. */
    private static boolean isNumbered(List<@Nullable Object[]> cells, long first) {
        for (@Nullable Object[] group : cells) {
            for (Object cell : group) {
                if (!(cell instanceof Long number) || number < first || number >= first + group.length) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<SiblingRule> atMostOne(String column, List<@Nullable Object[]> cells) {
        Map<String, long[]> found = new TreeMap<>();
        double pairs = 0;
        long rows = 0;
        for (@Nullable Object[] group : cells) {
            Map<String, Integer> own = new HashMap<>();
            for (Object cell : group) {
                if (cell != null) {
                    own.merge(cell.toString(), 1, Integer::sum);
                }
            }
            own.forEach((text, count) -> {
                long[] sums = found.computeIfAbsent(text, t -> new long[3]);
                sums[0] += count;
                sums[1]++;
                sums[2] += count > 1 ? 1 : 0;
            });
            pairs += group.length * (group.length - 1.0) / 2;
            rows += group.length;
            if (found.size() > MOST_VALUES) {
                return List.of();
            }
        }
        List<SiblingRule> out = new ArrayList<>();
        for (Map.Entry<String, long[]> value : found.entrySet()) {
            long[] sums = value.getValue();
            double share = sums[0] / (double) rows;
            if (sums[2] == 0 && pairs * share * share > enough && !protection.isRare(sums[0])) {
                out.add(new AtMostOne(column, value.getKey(), sums[1] / (double) cells.size()));
            }
        }
        return out;
    }

    private List<SiblingRule> apart(Set<String> free) {
        Map<String, double[][]> numbers = new TreeMap<>();
        for (String column : groups.columns()) {
            double[][] of = numbers(groups.cells(column));
            if (of.length > 0) {
                numbers.put(column, of);
            }
        }
        List<SiblingRule> out = new ArrayList<>();
        if (numbers.size() > MOST_ENDS * 2) {
            return out;
        }
        for (String start : numbers.keySet()) {
            for (String end : numbers.keySet()) {
                if (!start.equals(end)
                        && free.contains(start)
                        && sameKind(start, end)
                        && isApart(numbers.get(start), numbers.get(end))) {
                    out.add(new Apart(start, end));
                }
            }
        }
        return out.size() > 1 ? widest(out, numbers) : out;
    }

    private boolean sameKind(String one, String other) {
        return groups.cells(one).stream()
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::getClass)
                .equals(groups.cells(other).stream()
                        .flatMap(Arrays::stream)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(Object::getClass));
    }

    /** Of several ends, the latest one says it for all. */
    private static List<SiblingRule> widest(List<SiblingRule> found, Map<String, double[][]> numbers) {
        SiblingRule best = found.get(0);
        double most = -1;
        for (SiblingRule rule : found) {
            double width = 0;
            double[][] starts = numbers.get(rule.columns().get(0));
            double[][] ends = numbers.get(rule.columns().get(1));
            for (int g = 0; g < starts.length; g++) {
                for (int i = 0; i < starts[g].length; i++) {
                    double way = ends[g][i] - starts[g][i];
                    width += Double.isNaN(way) ? 0 : way;
                }
            }
            if (width > most) {
                most = width;
                best = rule;
            }
        }
        return List.of(best);
    }

    /** @return nothing if a cell is no number or time */
    private static double[][] numbers(List<@Nullable Object[]> cells) {
        double[][] out = new double[cells.size()][];
        boolean any = false;
        for (int g = 0; g < out.length; g++) {
            @Nullable Object[] group = cells.get(g);
            out[g] = new double[group.length];
            for (int i = 0; i < group.length; i++) {
                out[g][i] = group[i] == null ? Double.NaN : SiblingOrder.number(group[i]);
                if (group[i] != null && Double.isNaN(out[g][i])) {
                    return new double[0][];
                }
                any |= group[i] != null;
            }
        }
        return any ? out : new double[0][];
    }

    private boolean isApart(double[][] starts, double[][] ends) {
        boolean wide = false;
        for (int g = 0; g < starts.length; g++) {
            for (int i = 0; i < starts[g].length; i++) {
                if (ends[g][i] < starts[g][i]) {
                    return false;
                }
                wide |= ends[g][i] > starts[g][i];
            }
        }
        return wide && overlaps(starts, ends) == 0 && overlapsByChance(starts, ends) > enough;
    }

    private static long overlaps(double[][] starts, double[][] ends) {
        long overlaps = 0;
        for (int g = 0; g < starts.length; g++) {
            double[] start = starts[g];
            double[] end = ends[g];
            int[] order = IntStream.range(0, start.length)
                    .filter(i -> !Double.isNaN(start[i]) && !Double.isNaN(end[i]))
                    .boxed()
                    .sorted((a, b) ->
                            start[a] != start[b] ? Double.compare(start[a], start[b]) : Double.compare(end[a], end[b]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int i = 1; i < order.length; i++) {
                overlaps += start[order[i]] < end[order[i - 1]] ? 1 : 0;
            }
        }
        return overlaps;
    }

    /** If rows were dealt to the parents at random. */
    private long overlapsByChance(double[][] starts, double[][] ends) {
        double[] start = Arrays.stream(starts).flatMapToDouble(Arrays::stream).toArray();
        double[] end = Arrays.stream(ends).flatMapToDouble(Arrays::stream).toArray();
        SplittableRandom random = seed.derive("apart").random();
        for (int i = start.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swapped = start[i];
            start[i] = start[j];
            start[j] = swapped;
            swapped = end[i];
            end[i] = end[j];
            end[j] = swapped;
        }
        double[][] dealtStarts = new double[starts.length][];
        double[][] dealtEnds = new double[starts.length][];
        int at = 0;
        for (int g = 0; g < starts.length; g++) {
            dealtStarts[g] = Arrays.copyOfRange(start, at, at + starts[g].length);
            dealtEnds[g] = Arrays.copyOfRange(end, at, at + starts[g].length);
            at += starts[g].length;
        }
        return overlaps(dealtStarts, dealtEnds);
    }
}
