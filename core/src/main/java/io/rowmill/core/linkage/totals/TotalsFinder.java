package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.across.ParentIndex;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.rules.Total;
import io.rowmill.core.table.RowCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the totals of a table. A sample of its rows leaves few candidates, and all rows confirm these. A total holds in every row
 * that isn't null. Time grows with the rows, memory doesn't.
 */
public final class TotalsFinder {
    private static final int MOST_PER_COLUMN = 3;

    private final Figures own;
    private final List<Child> children;
    private final Path base;

    /**
     * Rows that refer to the table's.
     *
     * @param relationship name of their key
     */
    public record Child(String relationship, ParentIndex index, TypedColumns columns) {}

    private TotalsFinder(Figures own, List<Child> children, Path base) {
        this.own = own;
        this.children = children;
        this.base = base;
    }

    /**
     * @param table the columns that may be totals
     * @param children by key
     * @param base scratch files are made beside it, which begin with its name
     * @return one per column and key at most
     */
    public static List<Total> find(TypedColumns table, List<Child> children, Path base) throws IOException {
        return new TotalsFinder(new Figures(table), children, base).find();
    }

    private List<Total> find() throws IOException {
        if (own.columns().isEmpty() || children.isEmpty()) {
            return List.of();
        }
        ParentSample sample = ParentSample.of(own);
        List<Candidate> likely = new ArrayList<>();
        for (Child child : children) {
            likely.addAll(sample.likely(child));
        }
        Map<Subject, List<Candidate>> byColumn = new LinkedHashMap<>();
        likely.forEach(c ->
                byColumn.computeIfAbsent(Subject.of(c), k -> new ArrayList<>()).add(c));
        List<Candidate> some = new ArrayList<>();
        byColumn.values().forEach(of -> some.addAll(of.subList(0, Math.min(MOST_PER_COLUMN, of.size()))));
        return some.isEmpty() ? List.of() : confirmed(some);
    }

    private List<Total> confirmed(List<Candidate> candidates) throws IOException {
        List<Confirmation> confirmations = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Path file = base.resolveSibling(base.getFileName() + "." + confirmations.size());
            confirmations.add(
                    new Confirmation(candidate, file, own.table().rows().rowCount()));
        }
        for (Child child : children) {
            List<Confirmation> ofChild = confirmations.stream()
                    .filter(c -> c.candidate().child().equals(child))
                    .toList();
            if (!ofChild.isEmpty()) {
                forEachRow(child.columns(), (row, cursor) -> {
                    int parent = child.index().parentOf(row);
                    if (parent >= 0) {
                        ofChild.forEach(c -> c.addChild(parent, cursor));
                    }
                });
            }
        }
        forEachRow(own.table(), (row, cursor) -> confirmations.forEach(c -> c.addParent(row, cursor)));
        Map<Subject, Total> totals = new LinkedHashMap<>();
        for (Confirmation confirmation : confirmations) {
            Subject subject = Subject.of(confirmation.candidate());
            confirmation.total().ifPresent(t -> totals.putIfAbsent(subject, t));
        }
        return List.copyOf(totals.values());
    }

    /** What at most one total is about. */
    private record Subject(Figure column, String relationship) {
        static Subject of(Candidate candidate) {
            return new Subject(candidate.column(), candidate.child().relationship());
        }
    }

    /** Told the rows one after the other; the cursor is on the row. */
    interface Row {
        void accept(int row, RowCursor cursor) throws IOException;
    }

    static void forEachRow(TypedColumns table, Row action) throws IOException {
        try (RowCursor cursor = table.rows().open()) {
            for (int row = 0; cursor.advance(); row++) {
                action.accept(row, cursor);
            }
        }
    }
}
