package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.ParentCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed cells of the rows of some parents, parent by parent: all rows of each, in their order. */
final class SiblingGroups {
    private static final int PARENTS = 20_000;
    private static final int ROWS = 40_000;
    /** A parent with more rows is left out: the groups are held in memory. */
    private static final int MOST_OF_PARENT = 10_000;

    private final List<String> columns;
    private final List<List<@Nullable Object[]>> groups;

    private SiblingGroups(List<String> columns, List<List<@Nullable Object[]>> groups) {
        this.columns = columns;
        this.groups = groups;
    }

    /** Some of the rows of one key's parents, in the order of the source. */
    private static final class Reading {
        private final ParentCursor parents;
        private final int step;
        /** Of every {@code step}th parent, whether its rows are wanted. */
        private final BitSet wanted = new BitSet();

        private final Map<Integer, List<@Nullable Object[]>> byParent = new LinkedHashMap<>();

        Reading(ParentRows links) {
            this.parents = new ParentCursor(links);
            this.step = Math.max(
                    1, Math.max(links.parentRows() / PARENTS, (int) Math.ceil(links.childRows() / (double) ROWS)));
            choose(links);
        }

        /** None, if too few have several rows. */
        private void choose(ParentRows links) {
            long rows = 0;
            int several = 0;
            for (Blocks.Block block : Blocks.of(links.parentRows())) {
                int[] counts = links.childCounts(block.rows());
                for (int i = 0; i < counts.length; i++) {
                    int parent = block.from() + i;
                    if (parent % step == 0 && counts[i] <= MOST_OF_PARENT && rows + counts[i] <= 2 * ROWS) {
                        wanted.set(parent / step);
                        rows += counts[i];
                        several += counts[i] > 1 ? 1 : 0;
                    }
                }
            }
            if (several < SiblingRuleFinder.FEWEST_PARENTS) {
                wanted.clear();
            }
        }

        boolean wants(int row) {
            int parent = wanted.isEmpty() ? -1 : parents.of(row);
            return parent >= 0 && parent % step == 0 && wanted.get(parent / step);
        }

        void add(int row, @Nullable Object[] cells) {
            if (wants(row)) {
                byParent.computeIfAbsent(parents.of(row), p -> new ArrayList<>())
                        .add(cells.clone());
            }
        }
    }

    /**
     * Reads the rows once for several keys, and not at all if no key has enough parents with several rows.
     *
     * @param links of one child table
     * @param columns content columns of the child
     * @return in the order of the keys
     */
    static List<SiblingGroups> read(LinkageSource source, List<ParentRows> links, List<String> columns)
            throws IOException {
        List<Reading> all = links.stream().map(Reading::new).toList();
        if (!all.stream().allMatch(r -> r.wanted.isEmpty())) {
            source.forEachRow(
                    links.get(0).child(),
                    columns,
                    row -> all.stream().anyMatch(r -> r.wants(row)),
                    (row, cells) -> all.forEach(r -> r.add(row, cells)));
        }
        return all.stream()
                .map(r -> new SiblingGroups(columns, List.copyOf(r.byParent.values())))
                .toList();
    }

    /** The same groups in the order of a column; nulls come last. */
    SiblingGroups orderedBy(String column) {
        int at = columns.indexOf(column);
        Comparator<@Nullable Object[]> order = Comparator.comparingDouble(row -> {
            double number = row[at] == null ? Double.NaN : SiblingOrder.number(row[at]);
            return Double.isNaN(number) ? Double.POSITIVE_INFINITY : number;
        });
        List<List<@Nullable Object[]>> sorted = new ArrayList<>();
        for (List<@Nullable Object[]> group : groups) {
            List<@Nullable Object[]> copy = new ArrayList<>(group);
            copy.sort(order);
            sorted.add(copy);
        }
        return new SiblingGroups(columns, sorted);
    }

    List<String> columns() {
        return columns;
    }

    /** Parents with two rows or more. */
    long several() {
        return groups.stream().filter(g -> g.size() > 1).count();
    }

    /** A column's cells, an array per parent. */
    List<@Nullable Object[]> cells(String column) {
        int at = columns.indexOf(column);
        List<@Nullable Object[]> out = new ArrayList<>();
        for (List<@Nullable Object[]> group : groups) {
            @Nullable Object[] cells = new Object[group.size()];
            Arrays.setAll(cells, i -> group.get(i)[at]);
            out.add(cells);
        }
        return out;
    }
}
