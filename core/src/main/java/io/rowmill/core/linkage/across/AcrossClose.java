package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.AcrossRules.Parent;
import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.rules.Closeness;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for columns of the rows referred to that a table's numbers and times are close to, beside how far these spread. */
final class AcrossClose {
    private final RowSamples samples;
    private final List<Parent> parents;
    private final Map<String, double[]> above = new HashMap<>();

    /** @param column of the parent's row */
    record Found(Parent parent, Column column, Closeness.Way way, double gain) {}

    AcrossClose(RowSamples samples, List<Parent> parents) {
        this.samples = samples;
        this.parents = List.copyOf(parents);
    }

    /** What most is gained by; empty: nothing is. */
    Optional<Found> of(Column column) {
        double[] own = numbers(column, samples.rows());
        return parents.stream()
                .flatMap(parent -> parent.columns().columns().stream()
                        .filter(of -> isComparable(column, of))
                        .flatMap(of -> Closeness.of(above(parent, of), own, column.format())
                                .map(c -> new Found(parent, of, c.way(), c.gain()))
                                .stream()))
                .max(Comparator.comparingDouble(Found::gain));
    }

    private static boolean isComparable(Column column, Column of) {
        return of.ordered()
                && AcrossFitter.isPlain(of.format())
                && of.type() == column.type()
                && (of.type() == CellType.NUMBER
                        || of.format().getClass() == column.format().getClass());
    }

    private double[] above(Parent parent, Column of) {
        return above.computeIfAbsent(
                parent.relationship() + "->" + of.name(), key -> numbers(of, samples.above(parent)));
    }

    private static double[] numbers(Column column, RowSample rows) {
        return Arrays.stream(rows.values(column))
                .mapToDouble(
                        v -> v == CellType.NULL ? Double.NaN : column.type().number(v))
                .toArray();
    }
}
