package io.rowmill.core.imputation;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.ChildTotals;
import io.rowmill.core.rules.Combination;
import io.rowmill.core.rules.Completion;
import io.rowmill.core.rules.Completion.Relatives;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.rules.Derivation.NullImplies;
import io.rowmill.core.rules.Derivation.NullWith;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ParentValues;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.Siblings;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows as a model has learned them, whose missing cells are filled, and the whole rows that their rules make of them. */
final class RuledRows {
    private final TableMetadata table;
    private final TableTransform transform;
    private final TableRules rules;
    private final ParentCells cellsAbove;
    private final ParentValues valuesAbove;
    private final Siblings siblings;

    /** Rows whose rules read no parents. */
    RuledRows(TableMetadata table, TableTransform transform, TableRules rules) {
        this(table, transform, rules, ParentCells.NONE, ParentValues.NONE, Siblings.NONE);
    }

    /**
     * @param rules those for nulls don't count: a missing cell is no null
     * @param cellsAbove of the rows that these refer to
     * @param valuesAbove the same, typed
     */
    RuledRows(
            TableMetadata table,
            TableTransform transform,
            TableRules rules,
            ParentCells cellsAbove,
            ParentValues valuesAbove,
            Siblings siblings) {
        this.siblings = siblings;
        this.cellsAbove = cellsAbove;
        this.valuesAbove = valuesAbove;
        this.table = table;
        this.transform = transform;
        this.rules = rules.with(rules.derivations().stream()
                .filter(d -> !(d instanceof NullWith || d instanceof NullImplies))
                .toList());
    }

    /** Columns that are made from others. */
    List<String> made() {
        return rules.derivations().stream()
                .flatMap(d -> d.columns().stream())
                .distinct()
                .toList();
    }

    /**
     * @param rows cells by column of the table; null: missing
     * @return new rows with residuals in the place of the columns that have one; missing where a source is missing
     */
    List<String[]> learned(List<String[]> rows) throws IOException {
        ResidualRows residuals = new ResidualRows(new InMemoryRows(table, rows), rules, cellsAbove);
        List<String> columns =
                residuals.metadata().columns().stream().map(c -> c.name()).toList();
        int[] positions = columns.stream().mapToInt(this::position).toArray();
        List<List<Source>> sources = columns.stream().map(this::sources).toList();
        List<String[]> out = new ArrayList<>();
        try (RowCursor cursor = residuals.open()) {
            for (int row = 0; cursor.advance(); row++) {
                String[] cells = rows.get(row).clone();
                for (int c = 0; c < positions.length; c++) {
                    boolean complete = isComplete(rows.get(row), row, sources.get(c));
                    cells[positions[c]] = complete ? cursor.value(c) : null;
                }
                out.add(cells);
            }
        }
        return out;
    }

    private int position(String column) {
        return table.indexOf(column).orElseThrow();
    }

    /** What a column's residual is made from. */
    private List<Source> sources(String column) {
        Optional<Derivation> value = rules.valueOf(column);
        return value.isPresent() && value.get() instanceof Combination combination
                ? combination.columns().stream().map(Source::own).toList()
                : value.map(Derivation::sources).orElse(List.of());
    }

    private boolean isComplete(String[] cells, int row, List<Source> sources) {
        boolean isFirst = siblings.before(row) < 0;
        return sources.stream()
                .filter(s -> !s.isBefore() || !isFirst)
                .allMatch(s -> (s.isOwn() ? cells[position(s.column())] : cellsAbove.cell(s, row)) != null);
    }

    /**
     * Fills missing cells in place.
     *
     * @param learned {@link #learned} of the same rows, filled
     */
    void complete(List<String[]> rows, List<String[]> learned, Seed seed) {
        Set<String> involved = new LinkedHashSet<>(made());
        rules.derivations()
                .forEach(d -> d.sources().stream().filter(Source::isOwn).forEach(s -> involved.add(s.column())));
        Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
        for (String column : involved) {
            if (rules.learned(column) != Learned.NOTHING) {
                values.put(column, typed(learned, column, transform.format(column)));
            }
        }
        Map<String, @Nullable Object[]> whole = new Completion(rules, transform, seed)
                .complete(
                        values,
                        rows.size(),
                        0,
                        new Relatives(valuesAbove, ChildTotals.UNKNOWN, siblings),
                        new GivenCells(rows));
        for (int at = 0; at < table.columns().size(); at++) {
            String column = table.columns().get(at).name();
            @Nullable Object[] cells = whole.get(column);
            for (int row = 0; row < rows.size(); row++) {
                if (rows.get(row)[at] == null) {
                    rows.get(row)[at] = cells == null
                            ? learned.get(row)[at]
                            : rules.format(column, transform).format(cells[row]);
                }
            }
        }
    }

    private @Nullable Object[] typed(List<String[]> rows, String column, ValueFormat format) {
        int at = position(column);
        return rows.stream().map(row -> format.parse(row[at])).toArray();
    }

    /** The cells that aren't missing. */
    private final class GivenCells implements Completion.Given {
        private final List<String[]> rows;

        GivenCells(List<String[]> rows) {
            this.rows = rows;
        }

        @Override
        public boolean is(String column, int row) {
            return rows.get(row)[position(column)] != null;
        }

        @Override
        public @Nullable Object value(String column, int row) {
            return rules.format(column, transform).parse(rows.get(row)[position(column)]);
        }
    }
}
