package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.rules.Calculations;
import io.rowmill.core.rules.Calculations.Operand;
import io.rowmill.core.rules.Computed;
import io.rowmill.core.rules.Source;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for columns of a row that come out of columns of the rows it refers to: so many of a product at its price. */
final class AcrossComputed {
    private static final long SECOND = 1_000_000L;
    private static final int NANOS = 1_000;

    private final TypedColumns child;
    private final List<Parent> parents;
    private final AboveValues above;
    private final List<Operand> operands = new ArrayList<>();
    private final List<Read> read = new ArrayList<>();

    /** @param parent of the row of the column; null: the row itself */
    private record Read(@Nullable Parent parent, Column column) {}

    private AcrossComputed(TypedColumns child, List<Parent> parents, AboveValues above) {
        this.child = child;
        this.parents = parents;
        this.above = above;
    }

    /** @param above gets the columns that it takes to see every row */
    static List<Computed> find(
            TypedColumns child, List<Parent> parents, RowSamples samples, Protection protection, AboveValues above)
            throws IOException {
        return new AcrossComputed(child, parents, above).find(samples, protection);
    }

    private List<Computed> find(RowSamples samples, Protection protection) throws IOException {
        addOperands(child, samples.rows(), null);
        if (operands.isEmpty()) {
            return List.of();
        }
        for (Parent parent : parents) {
            addOperands(parent.columns(), samples.above(parent), parent);
        }
        Calculations calculations = Calculations.of(operands.get(0).typed().length, operands, protection);
        Set<Integer> places = calculations.places();
        if (places.isEmpty()) {
            return List.of();
        }
        for (Parent parent : parents) {
            above.write(
                    parent,
                    places.stream()
                            .map(read::get)
                            .filter(r -> parent.equals(r.parent()))
                            .map(Read::column)
                            .toList());
        }
        @Nullable Object[] typed = new Object[read.size()];
        child.forEachRow((row, cursor) -> {
            for (int place : places) {
                typed[place] = value(read.get(place), row, cursor);
            }
            calculations.accept(place -> typed[place]);
        });
        return calculations.found();
    }

    private @Nullable Object value(Read what, int row, RowCursor cursor) {
        Column column = what.column();
        Parent parent = what.parent();
        return parent == null
                ? column.format().parse(cursor.value(column.position()))
                : typed(
                        column.type(),
                        above.of(parent, column).at(parent.index().parentOf(row)));
    }

    /** Numbers and times. */
    private void addOperands(TypedColumns table, RowSample rows, @Nullable Parent parent) {
        List<String> path = parent == null ? List.of() : List.of(parent.relationship());
        for (Column column : table.columns()) {
            if (column.ordered() && AcrossFitter.isPlain(column.format().bare())) {
                read.add(new Read(parent, column));
                operands.add(new Operand(
                        new Source(path, column.name()),
                        table.rows().metadata().column(column.name()),
                        column.format(),
                        Arrays.stream(rows.values(column))
                                .mapToObj(v -> typed(column.type(), v))
                                .toArray()));
            }
        }
    }

    private static @Nullable Object typed(CellType type, long value) {
        return value == CellType.NULL ? null : type == CellType.NUMBER ? type.scalar(value) : time(value);
    }

    private static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, SECOND), (int) Math.floorMod(micros, SECOND) * NANOS, ZoneOffset.UTC);
    }
}
