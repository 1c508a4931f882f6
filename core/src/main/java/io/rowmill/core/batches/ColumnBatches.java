package io.rowmill.core.batches;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Splits the columns of a table into batches, in the order in which sampling makes them. */
public final class ColumnBatches {
    private final Associations associations;
    private final Batching batching;

    private ColumnBatches(Associations associations, Batching batching) {
        this.associations = associations;
        this.batching = batching;
    }

    /**
     * Whether {@link #plan} would look at associations at all.
     *
     * @param columns number of learned columns
     */
    public static boolean splits(Batching batching, int columns) {
        return columns > 1 && batching.splits(columns);
    }

    /**
     * @param associations of all learned columns
     * @return batches that together hold every learned column once; none if there is none
     */
    public static List<ColumnBatch> plan(Associations associations, Batching batching) {
        List<String> columns = associations.columns();
        if (columns.isEmpty()) {
            return List.of();
        }
        return splits(batching, columns.size())
                ? new ColumnBatches(associations, batching).plan()
                : List.of(ColumnBatch.whole(columns));
    }

    private List<ColumnBatch> plan() {
        Map<String, List<Integer>> groups = groups();
        if (groups.size() == 1) {
            return List.of(ColumnBatch.whole(associations.columns()));
        }
        List<ColumnBatch> out = new ArrayList<>();
        List<Integer> before = new ArrayList<>();
        groups.forEach((name, members) -> {
            List<Integer> bridges = Bridges.choose(associations, members, before, batching.bridges());
            out.add(new ColumnBatch(name, names(members), names(bridges)));
            before.addAll(members);
        });
        return out;
    }

    /** The user's batches, then those of the other columns. */
    private Map<String, List<Integer>> groups() {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        Set<Integer> taken = new HashSet<>();
        batching.groups().forEach((name, members) -> {
            // A column that turned out to be constant is in no batch.
            List<Integer> known = members.stream()
                    .filter(associations.columns()::contains)
                    .map(associations::indexOf)
                    .sorted()
                    .toList();
            if (!known.isEmpty()) {
                groups.put(name, known);
                taken.addAll(known);
            }
        });
        List<Integer> rest = IntStream.range(0, associations.columns().size())
                .boxed()
                .filter(c -> !taken.contains(c))
                .toList();
        List<List<Integer>> found = ColumnClusters.of(associations, rest, batching.maxColumns());
        for (List<Integer> cluster : ColumnClusters.inOrder(associations, found, List.copyOf(groups.values()))) {
            groups.put("b" + (groups.size() + 1), cluster);
        }
        return groups;
    }

    private List<String> names(List<Integer> indices) {
        return indices.stream().map(associations.columns()::get).toList();
    }
}
