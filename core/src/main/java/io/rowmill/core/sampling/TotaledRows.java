package io.rowmill.core.sampling;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.rules.Filter;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a chunk that totals of their driver's parents are of.
 *
 * @param values typed, by column
 * @param formats by column
 * @param keys ordinals of the rows that are referred to, by foreign key; -1: none
 */
record TotaledRows(
        Map<String, @Nullable Object[]> values, Function<String, ValueFormat> formats, Map<String, long[]> keys) {
    /**
     * The rows that a filter takes.
     *
     * @param filter null: all
     * @param formatAbove format of a column of the parents
     */
    IntPredicate taken(@Nullable Filter filter, ChunkParents parents, Function<String, ValueFormat> formatAbove) {
        if (filter instanceof Filter.Holding holding) {
            ValueFormat format = formats.apply(holding.column());
            @Nullable Object[] cells = values(holding.column());
            return row -> holding.cell().equals(format.format(cells[row]));
        } else if (filter instanceof Filter.SameValue same) {
            ValueFormat format = formats.apply(same.column());
            ValueFormat above = formatAbove.apply(same.above());
            @Nullable Object[] cells = values(same.column());
            @Nullable Object[] cellsAbove = parents.values(same.above());
            return row ->
                    cells[row] != null && Objects.equals(format.format(cells[row]), above.format(cellsAbove[row]));
        } else if (filter instanceof Filter.SameParent same) {
            long[] ordinals = Objects.requireNonNull(keys.get(same.key()));
            return row -> ordinals[row] >= 0 && ordinals[row] == parents.key(same.above(), row);
        }
        return row -> true;
    }

    private @Nullable Object[] values(String column) {
        return Objects.requireNonNull(values.get(column));
    }
}
