package io.rowmill.core.linkage;

import io.rowmill.core.linkage.across.ParentCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed cells of the rows of some parents, parent by parent: all rows of each, in their order. */
final class SiblingGroups {
    private static final int PARENTS = 20_000;
    private static final int ROWS = 100_000;

    private final List<String> columns;
    private final List<List<@Nullable Object[]>> groups;

    private SiblingGroups(List<String> columns, List<List<@Nullable Object[]>> groups) {
        this.columns = columns;
        this.groups = groups;
    }

    /** @param columns content columns of the child */
    static SiblingGroups read(LinkageSource source, ParentRows links, List<String> columns) throws IOException {
        int step =
                Math.max(1, Math.max(links.parentRows() / PARENTS, (int) Math.ceil(links.childRows() / (double) ROWS)));
        Map<Integer, List<@Nullable Object[]>> byParent = new LinkedHashMap<>();
        ParentCursor parents = new ParentCursor(links);
        source.forEachRow(
                links.child(),
                columns,
                row -> parents.of(row) >= 0 && parents.of(row) % step == 0,
                (row, cells) -> byParent.computeIfAbsent(parents.of(row), p -> new ArrayList<>())
                        .add(cells.clone()));
        return new SiblingGroups(columns, List.copyOf(byParent.values()));
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
