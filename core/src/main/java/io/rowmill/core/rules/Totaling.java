package io.rowmill.core.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Computes totals of rows that stand together by the row that they refer to. */
public final class Totaling {
    private final Total total;

    public Totaling(Total total) {
        this.total = total;
    }

    /**
     * @param counts rows per group; groups follow one another
     * @param columns typed values per row, by column
     * @param taken rows that the total is of
     * @return a value per group
     */
    public @Nullable Object[] of(int[] counts, Map<String, @Nullable Object[]> columns, IntPredicate taken) {
        @Nullable Object[] out = new Object[counts.length];
        int from = 0;
        for (int group = 0; group < counts.length; group++) {
            int[] rows =
                    IntStream.range(from, from + counts[group]).filter(taken).toArray();
            out[group] = rows.length == 0 ? total.ofNone() : typed(of(rows, columns));
            from += counts[group];
        }
        return out;
    }

    private @Nullable BigDecimal of(int[] rows, Map<String, @Nullable Object[]> columns) {
        if (total.kind() == Total.Kind.COUNT) {
            return BigDecimal.valueOf(rows.length);
        }
        BigDecimal all = total.kind() == Total.Kind.SUM ? BigDecimal.ZERO : null;
        for (int row : rows) {
            BigDecimal value = product(row, columns);
            if (value != null) {
                all = all == null ? value : joined(all, value);
            }
        }
        return all;
    }

    private BigDecimal joined(BigDecimal all, BigDecimal value) {
        return switch (total.kind()) {
            case LEAST -> all.min(value);
            case GREATEST -> all.max(value);
            default -> all.add(value);
        };
    }

    private @Nullable BigDecimal product(int row, Map<String, @Nullable Object[]> columns) {
        BigDecimal product = null;
        for (String factor : total.factors()) {
            @Nullable Object[] values = columns.get(factor);
            BigDecimal value = values == null ? null : Scalars.of(values[row]);
            if (value == null) {
                return null;
            }
            product = product == null ? value : product.multiply(value);
        }
        return product;
    }

    private @Nullable Object typed(@Nullable BigDecimal value) {
        return value == null ? null : Scalars.typed(value, total.format(), RoundingMode.HALF_UP);
    }
}
