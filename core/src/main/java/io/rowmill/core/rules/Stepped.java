package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The column is learned as it is. Where it comes out farther from that of the row before among siblings than such rows are, a typical step
 * from there takes its place.
 *
 * @param unit that steps are multiples of, in microseconds; 0: numbers
 * @param low least value of the column; times in microseconds since 1970
 * @param high greatest value of the column
 * @param steps how far rows are from the row before
 */
public record Stepped(String column, ValueFormat format, long unit, BigDecimal low, BigDecimal high, Typical steps)
        implements Derivation {
    public Stepped {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        Objects.requireNonNull(steps);
        if (unit < 0 || low.compareTo(high) > 0) {
            throw new IllegalArgumentException("unit " + unit + " or bounds that are none");
        }
    }

    /** It is made of nothing that has to be read: the row before is one of those that are made. */
    @Override
    public List<Source> sources() {
        return List.of();
    }

    @Nullable
    Object[] values(@Nullable Object[] own, Siblings siblings, Completion.Given given, Chances chances) {
        @Nullable Object[] out = own.clone();
        siblings.inOrder(out.length, row -> {
            int before = siblings.before(row);
            BigDecimal value = Scalars.of(own[row]);
            BigDecimal base = before < 0 ? null : Scalars.of(out[before]);
            if (given.is(column, row)) {
                out[row] = given.value(column, row);
            } else if (value != null && base != null && !steps.has(value.subtract(base))) {
                BigDecimal stepped = base.add(steps.any(chances.of(row), unit));
                out[row] = Scalars.typed(stepped.max(low).min(high), format, RoundingMode.HALF_EVEN);
            }
        });
        return out;
    }
}
