package io.rowmill.core.linkage;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.transform.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Chooses the columns of ancestors that tell most about a child's columns. */
final class ContextSelector {
    static final int MAX_COLUMNS = 5;
    /** Child rows that are enough to choose by. */
    static final int SAMPLE_ROWS = 20_000;

    private static final double NEGLIGIBLE = 0.005;

    private ContextSelector() {}

    /**
     * @param candidates columns of ancestors, values per sampled child row
     * @param child the child's content columns, values per sampled child row
     * @return at most {@link #MAX_COLUMNS} candidates, in their order
     */
    static List<ColumnRef> select(Map<ColumnRef, Feature> candidates, List<Feature> child) {
        List<Bins> childBins = child.stream().map(ContextSelector::bins).toList();
        Map<ColumnRef, Double> scores = new LinkedHashMap<>();
        candidates.forEach((ref, feature) -> {
            Bins bins = bins(feature);
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

    private static Bins bins(Feature feature) {
        return Bins.of(feature, IntStream.range(0, feature.rows()).toArray());
    }
}
