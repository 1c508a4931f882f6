package io.rowmill.core.linkage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Chooses the columns of ancestors that tell most about a child's columns. */
final class ContextSelector {
    static final int MAX_COLUMNS = 5;
    private static final int SAMPLE_ROWS = 20_000;
    private static final double NEGLIGIBLE = 0.005;

    private ContextSelector() {}

    /**
     * @param candidates columns of ancestors, values per ancestor row
     * @param ancestorOf for every candidate, row of the ancestor per child row
     * @param child the child's content columns
     * @return at most {@link #MAX_COLUMNS} candidates, in their order
     */
    static List<ColumnRef> select(
            Map<ColumnRef, Attribute> candidates, Map<ColumnRef, int[]> ancestorOf, List<Attribute> child, int rows) {
        if (rows == 0 || child.isEmpty()) {
            return List.of();
        }
        int step = Math.max(1, rows / SAMPLE_ROWS);
        int[] sample = IntStream.range(0, rows / step).map(i -> i * step).toArray();
        List<Bins> childBins = child.stream().map(a -> Bins.of(a, sample)).toList();
        Map<ColumnRef, Double> scores = new LinkedHashMap<>();
        candidates.forEach((ref, attribute) -> {
            int[] ancestors = ancestorOf.get(ref);
            int[] ancestorRows = IntStream.of(sample).map(row -> ancestors[row]).toArray();
            Bins bins = Bins.of(attribute, ancestorRows);
            double score = childBins.stream()
                    .mapToDouble(b -> Bins.dependence(bins, b))
                    .max()
                    .orElse(0);
            scores.put(ref, score);
        });
        List<ColumnRef> best = new ArrayList<>(scores.keySet());
        best.removeIf(ref -> scores.get(ref) < NEGLIGIBLE);
        best.sort(Comparator.comparingDouble(ref -> -scores.get(ref)));
        List<ColumnRef> chosen = best.subList(0, Math.min(MAX_COLUMNS, best.size()));
        return candidates.keySet().stream().filter(chosen::contains).toList();
    }
}
