package io.rowmill.core.linkage.across;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what tables repeat of those that they refer to. */
public final class Repetitions {
    /** A column of more distinct values tells none of them. */
    private static final int MOST_VALUES = 10_000;

    private final Map<String, Repeated> byTable = new HashMap<>();

    /** What the tables so far repeat of a table. */
    public Repeated of(String table) {
        return byTable.getOrDefault(table, Repeated.NOTHING);
    }

    /**
     * @param before rules between the columns of a row of the child
     * @param after these, and rules with parents' columns
     * @param protection of the child
     */
    public void add(
            TypedColumns child, TableRules before, TableRules after, List<Parent> parents, Protection protection)
            throws IOException {
        for (Parent parent : parents) {
            Map<String, Source> originals = Repeated.originals(after).entrySet().stream()
                    .filter(e -> e.getValue().path().equals(List.of(parent.relationship())))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            if (!originals.isEmpty()) {
                Repeated of = byTable.computeIfAbsent(
                        parent.columns().rows().metadata().name(), t -> new Repeated());
                of.tell(before, originals);
                tell(of, child, parent, originals, protection);
            }
        }
    }

    private static void tell(
            Repeated of, TypedColumns child, Parent parent, Map<String, Source> originals, Protection protection)
            throws IOException {
        List<Cells> columns = new ArrayList<>();
        for (TypedColumns.Column own : child.columns()) {
            Source original = originals.get(own.name());
            if (original != null
                    && child.isContent(own.name())
                    && parent.columns().isContent(original.column())) {
                columns.add(new Cells(
                        own, original.column(), parent.columns().formats().get(original.column())));
            }
        }
        if (!columns.isEmpty()) {
            child.forEachRow((row, cursor) -> columns.forEach(c -> c.add(cursor)));
        }
        columns.forEach(c -> of.tell(c.original, c.enough(protection)));
    }

    /** Counts the cells of one column. */
    private static final class Cells {
        private final TypedColumns.Column own;
        private final String original;
        private final ValueFormat written;
        /** By cell as the original column writes it; null: too many. */
        private @Nullable Map<String, long[]> rows = new HashMap<>();

        Cells(TypedColumns.Column own, String original, ValueFormat written) {
            this.own = own;
            this.original = original;
            this.written = written;
        }

        void add(RowCursor cursor) {
            String cell = cursor.value(own.position());
            if (cell != null && rows != null) {
                String key = own.type() == CellType.TEXT
                        ? cell
                        : written.format(own.format().parse(cell));
                rows.computeIfAbsent(key, k -> new long[1])[0]++;
                rows = rows.size() > MOST_VALUES ? null : rows;
            }
        }

        Set<String> enough(Protection protection) {
            return rows == null
                    ? Set.of()
                    : rows.entrySet().stream()
                            .filter(e -> !protection.isRare(e.getValue()[0]))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet());
        }
    }
}
