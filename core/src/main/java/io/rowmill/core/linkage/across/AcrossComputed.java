package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.rules.Calculations;
import io.rowmill.core.rules.Calculations.Operand;
import io.rowmill.core.rules.Computed;
import io.rowmill.core.rules.Source;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for columns of a row that come out of columns of the rows it refers to: so many of a product at its price. */
final class AcrossComputed {
    private static final long SECOND = 1_000_000L;
    private static final int NANOS = 1_000;

    private final TypedColumns child;
    private final List<Parent> parents;
    private final Map<Source, Column> columns = new HashMap<>();

    private AcrossComputed(TypedColumns child, List<Parent> parents) {
        this.child = child;
        this.parents = parents;
    }

    /** @param base scratch files are made beside it, which begin with its name */
    static List<Computed> find(
            TypedColumns child, List<Parent> parents, RowSamples samples, Protection protection, Path base)
            throws IOException {
        return new AcrossComputed(child, parents).find(samples, protection, base);
    }

    private List<Computed> find(RowSamples samples, Protection protection, Path base) throws IOException {
        List<Operand> operands = new ArrayList<>(operands(child, samples.rows(), List.of()));
        if (operands.isEmpty()) {
            return List.of();
        }
        for (Parent parent : parents) {
            operands.addAll(operands(parent.columns(), samples.above(parent), List.of(parent.relationship())));
        }
        int sampled = operands.get(0).typed().length;
        Calculations calculations = Calculations.of(sampled, operands, protection);
        Set<Source> read = calculations.sources();
        if (read.isEmpty()) {
            return List.of();
        }
        Set<Source> above = read.stream().filter(s -> !s.isOwn()).collect(Collectors.toSet());
        try (CellsAbove cells = CellsAbove.of(above, parents, base)) {
            child.forEachRow((row, cursor) -> {
                Map<Source, @Nullable Object> typed = new HashMap<>();
                for (Source source : read) {
                    Column column = columns.get(source);
                    String cell = source.isOwn() ? cursor.value(column.position()) : cells.cell(source, row);
                    typed.put(source, column.format().parse(cell));
                }
                calculations.accept(typed::get);
            });
        }
        return calculations.found();
    }

    /** Numbers and times. */
    private List<Operand> operands(TypedColumns table, RowSample rows, List<String> path) {
        List<Operand> out = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.ordered() && AcrossFitter.isPlain(column.format().bare())) {
                Source source = new Source(path, column.name());
                columns.put(source, column);
                out.add(new Operand(
                        source,
                        table.rows().metadata().column(column.name()),
                        column.format(),
                        typed(column.type(), rows.values(column))));
            }
        }
        return out;
    }

    private static @Nullable Object[] typed(CellType type, long[] values) {
        @Nullable Object[] out = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] != CellType.NULL) {
                out[i] = type == CellType.NUMBER ? type.scalar(values[i]) : time(values[i]);
            }
        }
        return out;
    }

    private static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, SECOND), (int) Math.floorMod(micros, SECOND) * NANOS, ZoneOffset.UTC);
    }
}
