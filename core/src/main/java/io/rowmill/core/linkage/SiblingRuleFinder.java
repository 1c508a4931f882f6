package io.rowmill.core.linkage;

import io.rowmill.core.linkage.SiblingFacts.Ends;
import io.rowmill.core.linkage.SiblingFacts.Fact;
import io.rowmill.core.linkage.SiblingGroups.Column;
import io.rowmill.core.linkage.SiblingRule.Apart;
import io.rowmill.core.linkage.SiblingRule.AtMostOne;
import io.rowmill.core.linkage.SiblingRule.Distinct;
import io.rowmill.core.linkage.SiblingRule.Growing;
import io.rowmill.core.linkage.SiblingRule.Numbered;
import io.rowmill.core.random.Seed;
import io.rowmill.core.transform.Protection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Finds what the rows of each parent keep together. What isn't kept is dropped at the first row that shows it. */
final class SiblingRuleFinder {
    /** That have two rows or more. */
    static final int FEWEST_PARENTS = 30;

    /** Columns of times or of numbers that may be starts and ends. */
    private static final int MOST_ENDS = 12;

    private final SiblingGroups groups;
    private final Protection protection;
    private final Seed seed;
    /** Of columns with numbers or times: one per row, or NaN. */
    private final Map<String, double[]> numbers = new TreeMap<>();

    private SiblingRuleFinder(SiblingGroups groups, Protection protection, Seed seed) {
        this.groups = groups;
        this.protection = protection;
        this.seed = seed.derive("siblings");
    }

    static SiblingFacts find(SiblingGroups groups, Protection protection, Seed seed) {
        List<String> columns = groups.columns().stream().map(Column::name).toList();
        return groups.several() < FEWEST_PARENTS
                ? SiblingFacts.none(columns)
                : new SiblingRuleFinder(groups, protection, seed).find(columns);
    }

    private SiblingFacts find(List<String> columns) {
        Map<String, Fact> values = new HashMap<>();
        Map<String, List<Fact>> flags = new HashMap<>();
        for (Column column : groups.columns()) {
            double[] ofRows = column.numbers();
            if (Arrays.stream(ofRows).anyMatch(n -> !Double.isNaN(n))) {
                numbers.put(column.name(), ofRows);
            }
            distinct(column).ifPresent(fact -> values.put(column.name(), fact));
            flags.put(column.name(), atMostOne(column));
        }
        Map<String, Map<String, Fact>> growing = new HashMap<>();
        for (String order : numbers.keySet()) {
            growing.put(order, growing(Optional.of(order)));
        }
        return new SiblingFacts(columns, values, flags, ends(), growing, growing(Optional.empty()));
    }

    /** No value stands twice in a group. */
    private Optional<Fact> distinct(Column column) {
        long[] frequencies = new long[column.values().size()];
        int[] lastGroup = new int[frequencies.length];
        Arrays.fill(lastGroup, -1);
        double pairs = 0;
        for (int group = 0; group < groups.count(); group++) {
            int told = 0;
            for (int row = groups.start(group); row < groups.start(group + 1); row++) {
                int code = column.codes()[row];
                if (code >= 0) {
                    if (lastGroup[code] == group) {
                        return Optional.empty();
                    }
                    lastGroup[code] = group;
                    frequencies[code]++;
                    told++;
                }
            }
            pairs += told * (told - 1.0) / 2;
        }
        SiblingRule rule = LongStream.rangeClosed(0, 1)
                .filter(first -> isNumbered(column, first))
                .<SiblingRule>mapToObj(first -> new Numbered(column.name(), first))
                .findFirst()
                .orElse(new Distinct(column.name()));
        return Optional.of(new Fact(rule, pairs * alike(frequencies)));
    }

    /** The probability that two cells have the same value. */
    private static double alike(long[] frequencies) {
        double sum = Arrays.stream(frequencies).sum();
        return sum < 2
                ? 0
                : Arrays.stream(frequencies).mapToDouble(f -> f * (f - 1.0)).sum() / (sum * (sum - 1));
    }

    /** Of cells without repetition within a group. */
    private boolean isNumbered(Column column, long first) {
        for (int group = 0; group < groups.count(); group++) {
            long end = first + groups.size(group);
            for (int row = groups.start(group); row < groups.start(group + 1); row++) {
                int code = column.codes()[row];
                Object cell = code < 0 ? null : column.values().get(code);
                if (!(cell instanceof Long number) || number < first || number >= end) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A value as a text: its rows, its groups, and the last of these. */
    private static final class Occurrence {
        private long rows;
        private long groups;
        private int last = -1;
        private boolean isRepeated;

        void add(int group) {
            isRepeated |= last == group;
            groups += last == group ? 0 : 1;
            last = group;
            rows++;
        }
    }

    private List<Fact> atMostOne(Column column) {
        Map<String, Occurrence> byText = new TreeMap<>();
        @Nullable Occurrence[] byCode = new Occurrence[column.values().size()];
        for (int group = 0; group < groups.count(); group++) {
            for (int row = groups.start(group); row < groups.start(group + 1); row++) {
                int code = column.codes()[row];
                if (code >= 0) {
                    Occurrence known = byCode[code];
                    if (known == null) {
                        known = byText.computeIfAbsent(column.values().get(code).toString(), t -> new Occurrence());
                        byCode[code] = known;
                    }
                    known.add(group);
                }
            }
            if (byText.size() > SiblingFacts.MOST_VALUES) {
                return List.of();
            }
        }
        List<Fact> out = new ArrayList<>();
        byText.forEach((text, found) -> {
            double share = found.rows / (double) groups.rows();
            if (!found.isRepeated && !protection.isRare(found.rows)) {
                AtMostOne rule = new AtMostOne(column.name(), text, found.groups / (double) groups.count());
                out.add(new Fact(rule, groups.pairs() * share * share));
            }
        });
        return out;
    }

    /**
     * Columns that never fall.
     *
     * @param order a column that the rows are in the order of, nulls last; empty: they are in that of the source
     */
    private Map<String, Fact> growing(Optional<String> order) {
        Map<String, long[]> rises = new TreeMap<>();
        numbers.keySet().forEach(c -> rises.put(c, new long[1]));
        order.ifPresent(rises::remove);
        for (int group = 0; group < groups.count() && !rises.isEmpty(); group++) {
            if (groups.size(group) > 1) {
                int[] rows = IntStream.range(groups.start(group), groups.start(group + 1))
                        .toArray();
                int[] inOrder =
                        order.map(numbers::get).map(by -> sorted(rows, by)).orElse(rows);
                rises.entrySet().removeIf(c -> !addRises(numbers.get(c.getKey()), inOrder, c.getValue()));
            }
        }
        Map<String, Fact> out = new HashMap<>();
        rises.forEach((column, count) -> out.put(column, new Fact(new Growing(column), count[0] * Math.log(2))));
        return out;
    }

    private static int[] sorted(int[] rows, double[] by) {
        Comparator<Integer> order =
                Comparator.comparingDouble(row -> Double.isNaN(by[row]) ? Double.POSITIVE_INFINITY : by[row]);
        return Arrays.stream(rows)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** @return false if a row is below the one before */
    private static boolean addRises(double[] numbers, int[] rows, long[] rises) {
        double last = Double.NaN;
        for (int row : rows) {
            double number = numbers[row];
            if (number < last) {
                return false;
            }
            rises[0] += number > last ? 1 : 0;
            last = Double.isNaN(number) ? last : number;
        }
        return true;
    }

    private List<Ends> ends() {
        List<Column> possible = groups.columns().stream()
                .filter(this::isOfNumbers)
                .sorted(Comparator.comparing(Column::name))
                .toList();
        List<Ends> out = new ArrayList<>();
        if (possible.size() > MOST_ENDS) {
            return out;
        }
        for (Column start : possible) {
            for (Column end : possible) {
                if (!start.equals(end) && kind(start) == kind(end)) {
                    apart(start.name(), end.name()).ifPresent(out::add);
                }
            }
        }
        return out;
    }

    /** There are cells, and each is a number or a time. */
    private boolean isOfNumbers(Column column) {
        double[] ofRows = numbers.get(column.name());
        return ofRows != null
                && IntStream.range(0, ofRows.length)
                        .allMatch(row -> column.codes()[row] < 0 || !Double.isNaN(ofRows[row]));
    }

    /** Of a column with cells. */
    private static Class<?> kind(Column column) {
        int first =
                Arrays.stream(column.codes()).filter(c -> c >= 0).findFirst().orElseThrow();
        return column.values().get(first).getClass();
    }

    private Optional<Ends> apart(String startColumn, String endColumn) {
        double[] starts = Objects.requireNonNull(numbers.get(startColumn));
        double[] ends = Objects.requireNonNull(numbers.get(endColumn));
        double width = 0;
        for (int row = 0; row < starts.length; row++) {
            double way = ends[row] - starts[row];
            if (way < 0) {
                return Optional.empty();
            }
            width += Double.isNaN(way) ? 0 : way;
        }
        return width > 0 && overlaps(starts, ends, 0) == 0
                ? Optional.of(new Ends(new Apart(startColumn, endColumn), overlapsByChance(starts, ends), width))
                : Optional.empty();
    }

    /**
     * @param most that are counted, and one more
     * @return rows that start before the row with the start before has ended
     */
    private long overlaps(double[] starts, double[] ends, long most) {
        long overlaps = 0;
        for (int group = 0; group < groups.count() && overlaps <= most; group++) {
            if (groups.size(group) > 1) {
                overlaps += overlaps(groups.start(group), groups.start(group + 1), starts, ends);
            }
        }
        return overlaps;
    }

    private static long overlaps(int from, int to, double[] starts, double[] ends) {
        int[] order = IntStream.range(from, to)
                .filter(row -> !Double.isNaN(starts[row]) && !Double.isNaN(ends[row]))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> starts[row]).thenComparingDouble(row -> ends[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(1, order.length)
                .filter(i -> starts[order[i]] < ends[order[i - 1]])
                .count();
    }

    /** If rows were dealt to the parents at random. */
    private long overlapsByChance(double[] starts, double[] ends) {
        double[] dealtStarts = starts.clone();
        double[] dealtEnds = ends.clone();
        SplittableRandom random = seed.derive("apart").random();
        for (int i = starts.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            swap(dealtStarts, i, j);
            swap(dealtEnds, i, j);
        }
        return overlaps(dealtStarts, dealtEnds, Long.MAX_VALUE);
    }

    private static void swap(double[] values, int one, int other) {
        double kept = values[one];
        values[one] = values[other];
        values[other] = kept;
    }
}
