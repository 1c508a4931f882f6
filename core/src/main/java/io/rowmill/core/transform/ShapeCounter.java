package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The most frequent shapes of a column in bounded memory, exact while there are few. Of shapes that are equally rare, a
 * pseudo-random share is kept (by the least hashes), so that neither early nor late rows are favoured.
 */
final class ShapeCounter {
    private static final int MAX_COUNTED = 10_000;
    private static final int MAX_KEPT = 2_000;
    /** Where nothing is shared by enough rows. */
    private static final String WORD = "Aaaaa";

    private static final String NUMBER = "999";
    private static final Comparator<Counted> MOST_FREQUENT_FIRST = Comparator.comparingLong((Counted c) -> -c.count)
            .thenComparingLong(c -> c.hash)
            .thenComparing(c -> c.shape);

    private Map<String, Counted> counts = new HashMap<>();
    private long values;

    void add(String value) {
        values++;
        counts.computeIfAbsent(ShapeSpace.of(value).shape(), Counted::new).count++;
        if (counts.size() > MAX_COUNTED) {
            counts = mostFrequent().stream()
                    .limit(MAX_COUNTED / 2)
                    .collect(Collectors.toMap(c -> c.shape, c -> c, (a, b) -> a, HashMap::new));
        }
    }

    /**
     * Most frequent first. Shapes that too few rows hold, and those that are a value themselves, give way to
     * {@link GeneralShapes}; the weights sum up to all values, but for rounding.
     *
     * @param numbers all values are whole numbers, made-up ones as well
     * @param maxLength of a value that is made up; 0: any
     */
    List<FakedTransform.WeightedSpace> shapes(Protection protection, boolean numbers, int maxLength) {
        Map<String, Long> shared = new LinkedHashMap<>();
        Map<String, Long> hidden = new LinkedHashMap<>();
        for (Counted counted : mostFrequent()) {
            boolean hides = protection.isRare(counted.count) || ShapeSpace.isItsOwnValue(counted.shape);
            (hides ? hidden : shared).put(counted.shape, counted.count);
        }
        shared.keySet().retainAll(shared.keySet().stream().limit(MAX_KEPT).collect(Collectors.toSet()));
        long unknown = protection.isRare(1) ? values - rows(shared) - rows(hidden) : 0;
        new GeneralShapes(hidden, protection, numbers ? NUMBER : WORD)
                .of(rows(hidden) + unknown)
                .forEach((shape, rows) -> shared.merge(cut(shape, maxLength), rows, Long::sum));
        return weighted(shared);
    }

    private static String cut(String shape, int maxLength) {
        return maxLength == 0 || shape.length() <= maxLength ? shape : shape.substring(0, maxLength);
    }

    /** What is left out without being hidden is shared by what is kept. */
    private List<FakedTransform.WeightedSpace> weighted(Map<String, Long> rowsOf) {
        double scale = (double) values / rows(rowsOf);
        return rowsOf.entrySet().stream()
                .map(e -> new FakedTransform.WeightedSpace(
                        new ShapeSpace(e.getKey()), Math.max(1, Math.round(e.getValue() * scale))))
                .toList();
    }

    private static long rows(Map<String, Long> rowsOf) {
        return rowsOf.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<Counted> mostFrequent() {
        return counts.values().stream().sorted(MOST_FREQUENT_FIRST).toList();
    }

    private static final class Counted {
        private final String shape;
        /** Once per shape: a column of ever new shapes is sorted again and again. */
        private final long hash;

        private long count;

        Counted(String shape) {
            this.shape = shape;
            this.hash = new Seed(0).derive(shape).value();
        }
    }
}
