package io.rowmill.core.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
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
     * @return a value per group
     */
    public @Nullable Object[] of(int[] counts, Map<String, @Nullable Object[]> columns) {
        @Nullable Object[] out = new Object[counts.length];
        int row = 0;
        for (int group = 0; group < counts.length; group++) {
            out[group] = counts[group] == 0 ? total.ofNone() : typed(of(row, row + counts[group], columns));
            row += counts[group];
        }
        return out;
    }

    private @Nullable BigDecimal of(int from, int to, Map<String, @Nullable Object[]> columns) {
        if (total.kind() == Total.Kind.COUNT) {
            return BigDecimal.valueOf((long) to - from);
        }
        BigDecimal all = total.kind() == Total.Kind.SUM ? BigDecimal.ZERO : null;
        for (int row = from; row < to; row++) {
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
