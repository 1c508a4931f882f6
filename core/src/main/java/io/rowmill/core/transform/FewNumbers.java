package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;

/**
 * A column of nulls and of fewer numbers than may be told. In a small table they come back from a range that is wider than theirs; in a
 * large one they are a rare fact, and all is null.
 */
final class FewNumbers {
    /** A table of so many times the threshold is large. */
    private static final int LARGE = 4;

    private FewNumbers() {}

    static ColumnTransform transform(
            String column, ValueFormat format, NumericSummary cells, NullStrategy nulls, Protection protection) {
        if (cells.values() + cells.nulls() >= (long) LARGE * protection.rareValueThreshold()) {
            return new ConstantTransform(column, format, null);
        }
        String low = wider(format, cells.extremes().low(), -1);
        String high = wider(format, cells.extremes().high(), 1);
        return new BinnedTransform(
                column, format, cells.step(), List.of(new ValueBin(low, high)), 1, cells.mean(), nulls, true);
    }

    /** To the first or last day of the year, or to the next multiple of the number's own power of ten. */
    private static String wider(ValueFormat format, Comparable<Object> value, int direction) {
        return Objects.requireNonNull(format.format(widened(format, value, direction)));
    }

    private static Object widened(ValueFormat format, Comparable<Object> value, int direction) {
        if ((Object) value instanceof LocalDate date) {
            return date.with(direction < 0 ? TemporalAdjusters.firstDayOfYear() : TemporalAdjusters.lastDayOfYear());
        }
        if ((Object) value instanceof LocalDateTime time) {
            LocalDate day = time.toLocalDate();
            return direction < 0
                    ? day.with(TemporalAdjusters.firstDayOfYear()).atStartOfDay()
                    : day.with(TemporalAdjusters.firstDayOfNextYear())
                            .atStartOfDay()
                            .minusSeconds(1);
        }
        NumericScale scale = new NumericScale(format, 1);
        double number = scale.toDouble(value);
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(Math.abs(number), Math.max(scale.unit(), 1e-9)))));
        double steps = Math.floor(number / power * direction) + 1;
        return scale.fromDouble(direction * steps * power);
    }
}
