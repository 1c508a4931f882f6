package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.transform.Extremes;
import io.rowmill.core.transform.Protection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far one column is from another, in all rows. */
final class Spread {
    /** Units of a distance between times, in microseconds: a day, an hour, a minute, a second. */
    private static final List<Long> UNITS =
            List.of(Scalars.DAY, Scalars.DAY / 24, Scalars.DAY / (24 * 60), Scalars.DAY / (24 * 60 * 60));

    private final ValueFormat sourceFormat;
    private final ValueFormat format;
    private final Extremes sources;
    private final Extremes values;
    private final boolean isTime;
    private int unit;
    private long rows;
    private long sourceless;
    private double sum;

    Spread(ValueFormat sourceFormat, ValueFormat format, Protection protection) {
        this.sourceFormat = sourceFormat;
        this.format = format;
        this.sources = new Extremes(protection.extremeValueCount());
        this.values = new Extremes(protection.extremeValueCount());
        this.isTime = Scalars.isTime(format);
    }

    void accept(@Nullable Object source, @Nullable Object value) {
        boolean hasSource = add(sources, source);
        if (add(values, value)) {
            rows++;
            sourceless += hasSource ? 0 : 1;
            if (hasSource && source != null && value != null) {
                addDistance(source, value);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private boolean add(Extremes extremes, @Nullable Object typed) {
        Object scalar = typed != null && isTime ? (Long) Scalars.micros(typed) : Scalars.of(typed);
        if (scalar != null) {
            extremes.add((Comparable<Object>) scalar);
        }
        return scalar != null;
    }

    private void addDistance(Object source, Object value) {
        if (!isTime) {
            BigDecimal from = Objects.requireNonNull(Scalars.of(source));
            sum += Objects.requireNonNull(Scalars.of(value)).subtract(from).doubleValue();
            return;
        }
        long way = Scalars.micros(value) - Scalars.micros(source);
        sum += way;
        while (unit < UNITS.size() && way % UNITS.get(unit) != 0) {
            unit++;
        }
    }

    /** Share of the values that have no source. */
    double sourceless() {
        return rows == 0 ? 1 : (double) sourceless / rows;
    }

    double mean() {
        return rows == sourceless ? 0 : sum / (rows - sourceless);
    }

    Ratio ratio(String column, Source source) {
        return new Ratio(
                column,
                source,
                format,
                sourceFormat,
                scalar(sources.low()),
                scalar(values.low()),
                scalar(values.high()));
    }

    /** @param ordered no value is below its source */
    Difference difference(String column, Source source, boolean ordered) {
        return new Difference(
                column,
                source,
                format,
                sourceFormat,
                ordered,
                !isTime ? 0 : unit < UNITS.size() ? UNITS.get(unit) : 1,
                scalar(sources.low()),
                scalar(values.low()),
                scalar(values.high()));
    }

    private static BigDecimal scalar(Object extreme) {
        return extreme instanceof Long micros ? BigDecimal.valueOf(micros) : (BigDecimal) extreme;
    }
}
