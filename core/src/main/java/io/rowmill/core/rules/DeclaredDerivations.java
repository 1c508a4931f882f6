package io.rowmill.core.rules;

import io.rowmill.core.expression.Expression;
import io.rowmill.core.expression.Expression.Column;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.constraints.Declared;
import io.rowmill.core.metadata.constraints.Declared.Condition;
import io.rowmill.core.metadata.constraints.Plan;
import io.rowmill.core.metadata.constraints.Plan.Equation;
import io.rowmill.core.metadata.constraints.Plan.Hop;
import io.rowmill.core.metadata.constraints.Plan.Limits;
import io.rowmill.core.rules.Combination.Cells;
import io.rowmill.core.rules.Computed.Remainder;
import io.rowmill.core.rules.DeclaredCheck.Above;
import io.rowmill.core.rules.DeclaredCheck.Outcome;
import io.rowmill.core.rules.Derivation.Copy;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Derivation.Weighted;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes of what is declared how columns are made. */
final class DeclaredDerivations {
    /** Combinations of cells that are counted; with more, they are no kinds of anything. */
    private static final int MOST_COMBINATIONS = 1_000_000;

    /** That stand for others which don't fit. */
    private static final int MOST_CELLS = 1_000;

    private final TableRows rows;
    private final Map<String, ValueFormat> formats;
    private final Protection protection;
    private final Above above;
    private final Map<Declared, RoundingMode> rounding = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    DeclaredDerivations(
            TableRows rows,
            Map<String, ValueFormat> formats,
            Protection protection,
            Above above,
            List<Outcome> outcomes) {
        this.rows = rows;
        this.formats = formats;
        this.protection = protection;
        this.above = above;
        outcomes.forEach(o -> rounding.put(o.declared(), o.rounding()));
    }

    /** @return by column, in the order of the plan */
    Map<String, List<Derivation>> of(Plan plan) throws IOException {
        Map<String, List<Derivation>> out = new LinkedHashMap<>();
        List<Together> together = new ArrayList<>();
        plan.combinations().forEach(c -> together.add(new Together(c.from(), c.columns())));
        plan.flags().forEach(f -> together.add(new Together(f.from(), f.columns())));
        List<Computation> equations = new ArrayList<>();
        for (Equation equation : plan.equations()) {
            equations.add(new Computation(equation));
        }
        List<Cell> cells = plan.cells().stream().map(Cell::new).toList();
        read(together, equations, cells);
        together.forEach(t -> add(out, t.derivation()));
        equations.forEach(e -> add(out, e.derivation()));
        cells.forEach(c -> add(out, c.derivation()));
        for (Limits limits : plan.limits()) {
            List<String> unwritable = moved(limits)
                    .filter(c -> !Scalars.isScalar(format(c).bare()))
                    .toList();
            unwritable.forEach(c -> errors.add(unwritable(c)));
            if (unwritable.isEmpty()) {
                add(out, new Limited(limits));
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected(
                    DeclaredRules.UNKEPT, errors.stream().distinct().toList());
        }
        return out;
    }

    private static void add(Map<String, List<Derivation>> out, @Nullable Derivation derivation) {
        if (derivation != null) {
            out.computeIfAbsent(derivation.column(), c -> new ArrayList<>()).add(derivation);
        }
    }

    /** The column itself, and those that leave it room. */
    private static Stream<String> moved(Limits limits) {
        return Stream.concat(
                Stream.of(limits.column()),
                Stream.concat(limits.lowers().stream(), limits.uppers().stream())
                        .flatMap(l -> l.hops().stream())
                        .map(Hop::column));
    }

    private String unwritable(String column) {
        return "Table " + rows.metadata().name() + ": column " + column
                + (Operands.isDuration(format(column)) ? " holds lengths of time" : " is written in several ways")
                + ", so that a declared rule can't move its values; leave the rule out.";
    }

    private ValueFormat format(String column) {
        return Objects.requireNonNull(formats.get(column), column);
    }

    private ValueFormat format(Column column) {
        return column.path().isEmpty() ? format(column.name()) : above.format(Limited.source(column));
    }

    private void read(List<Together> together, List<Computation> equations, List<Cell> cells) throws IOException {
        if (together.isEmpty() && equations.isEmpty() && cells.isEmpty()) {
            return;
        }
        try (RowCursor cursor = rows.open()) {
            for (long row = 0; cursor.advance(); row++) {
                long at = row;
                together.forEach(t -> t.accept(cursor));
                cells.forEach(c -> c.accept(cursor));
                equations.forEach(e -> e.accept(c -> typed(c, cursor, at)));
            }
        }
    }

    private @Nullable Object typed(Column column, RowCursor cursor, long row) {
        String cell = column.path().isEmpty()
                ? cursor.value(rows.metadata().indexOf(column.name()).orElseThrow())
                : above.cell(Limited.source(column), row);
        return Operands.of(Residuals.parsed(cell, format(column)));
    }

    /** Columns whose combinations are counted. */
    private final class Together {
        private final Constraint from;
        private final List<String> columns;
        private final int[] positions;
        private final List<ValueFormat> formats;
        private final Map<List<@Nullable String>, Long> counts = new LinkedHashMap<>();

        Together(Constraint from, List<String> columns) {
            this.from = from;
            this.columns = columns;
            this.positions = columns.stream()
                    .mapToInt(c -> rows.metadata().indexOf(c).orElseThrow())
                    .toArray();
            this.formats =
                    columns.stream().map(DeclaredDerivations.this::format).toList();
        }

        void accept(RowCursor cursor) {
            List<@Nullable String> cells = new ArrayList<>();
            for (int i = 0; i < positions.length; i++) {
                cells.add(Residuals.canonical(cursor.value(positions[i]), formats.get(i)));
            }
            if (counts.size() < MOST_COMBINATIONS || counts.containsKey(cells)) {
                counts.merge(cells, 1L, Long::sum);
            }
        }

        @Nullable
        Derivation derivation() {
            if (counts.isEmpty()) {
                return null;
            }
            List<Cells> table = counts.entrySet().stream()
                    .filter(e -> e.getValue() >= protection.rareValueThreshold())
                    .map(e -> new Cells(e.getKey(), e.getValue()))
                    .sorted(Comparator.comparingLong(Cells::rows).reversed())
                    .toList();
            if (table.isEmpty() || counts.size() >= MOST_COMBINATIONS) {
                errors.add(from.label() + " can't be kept: "
                        + (table.isEmpty()
                                ? "no combination of its columns is in " + protection.rareValueThreshold()
                                        + " rows, and what fewer hold is hidden (rareValueThreshold)."
                                : "its columns have a million combinations, too many to be kinds of anything."));
                return null;
            }
            return new Combination(columns, formats, table);
        }
    }

    /** A column whose cells fit a condition. */
    private final class Cell {
        private final Condition condition;
        private final String column;
        private final int position;
        private final Map<String, Long> counts = new LinkedHashMap<>();

        Cell(Condition condition) {
            this.condition = condition;
            this.column = condition.holds().columns().iterator().next().name();
            this.position = rows.metadata().indexOf(column).orElseThrow();
        }

        void accept(RowCursor cursor) {
            String cell = Residuals.canonical(cursor.value(position), format(column));
            if (cell != null && (counts.size() < MOST_COMBINATIONS || counts.containsKey(cell))) {
                counts.merge(cell, 1L, Long::sum);
            }
        }

        @Nullable
        Derivation derivation() {
            List<Weighted> fitting = counts.entrySet().stream()
                    .filter(e -> e.getValue() >= protection.rareValueThreshold())
                    .map(e -> new Weighted(e.getKey(), e.getValue()))
                    .sorted(Comparator.comparingLong(Weighted::rows).reversed())
                    .limit(MOST_CELLS)
                    .toList();
            if (fitting.isEmpty() && !counts.isEmpty()) {
                errors.add(condition.from().label() + " can't be kept: no cell of column " + column + " is in "
                        + protection.rareValueThreshold()
                        + " rows, and what fewer hold is made up (rareValueThreshold).");
            }
            return fitting.isEmpty() ? null : new Fitting(column, condition.holds(), fitting);
        }
    }

    /** A column that is computed. */
    private final class Computation {
        private final Equation equation;
        private final ValueFormat format;
        private final boolean isScalar;
        private final @Nullable Spread spread;
        private boolean nullsAgree = true;

        Computation(Equation equation) {
            this.equation = equation;
            this.format = format(equation.column());
            this.isScalar = Scalars.isScalar(format.bare());
            this.spread = isScalar ? new Spread(format.bare(), format.bare(), protection) : null;
        }

        void accept(Expression.Row row) {
            Object own = row.value(Expression.own(equation.column()));
            Object out = equation.of().value(row);
            nullsAgree &= (own == null) == (out == null);
            if (spread != null) {
                spread.accept(out, own);
            }
        }

        @Nullable
        Derivation derivation() {
            String column = equation.column();
            if (spread != null && spread.sourceless() >= 1) {
                // Nothing ever comes out, so that the rule says nothing.
                return null;
            }
            if (equation.of() instanceof Column of && isWrittenAs(format(of))) {
                boolean isLearned = rows.metadata().column(column).isContent();
                boolean exceptions = !nullsAgree && isLearned;
                return isScalar && exceptions
                        ? computed()
                        : new Copy(column, Limited.source(of), format, exceptions, exceptions);
            }
            if (!isScalar) {
                errors.add(equation.condition().from().label() + " can't be kept: column " + column
                        + " is not written as what it is computed of.");
                return null;
            }
            return computed();
        }

        /** A spelling is a number that means something in the list of its own column only. */
        private boolean isWrittenAs(ValueFormat other) {
            return format.bare() instanceof Spellings
                    ? format.equals(other)
                    : format.bare().getClass() == other.bare().getClass();
        }

        private Computed computed() {
            Remainder remainder = null;
            if (!nullsAgree && spread != null) {
                Difference difference = spread.difference(equation.column(), Source.own(equation.column()), false);
                remainder = new Remainder(
                        true, difference.unit(), difference.origin(), difference.low(), difference.high());
            }
            return new Computed(
                    equation.column(),
                    equation.of(),
                    format,
                    equation.of().columns().stream()
                            .map(DeclaredDerivations.this::format)
                            .toList(),
                    Equality.scale(format),
                    rounding(equation.condition()),
                    remainder);
        }

        private RoundingMode rounding(Condition condition) {
            RoundingMode found = rounding.get(condition);
            return found == null ? RoundingMode.HALF_UP : found;
        }
    }
}
