package io.rowmill.core.linkage.across;

import io.rowmill.core.linkage.across.TypedColumns.Column;
import io.rowmill.core.rules.Derivation;
import io.rowmill.core.rules.Derivation.Difference;
import io.rowmill.core.rules.Ratio;
import io.rowmill.core.rules.Source;
import io.rowmill.core.transform.Extremes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** What must be known of two columns of numbers or of times before one is learned by its distance from the other. */
final class DistanceFacts {
    /** Microseconds of a day, an hour, a minute, a second, a millisecond and of one. */
    private static final List<Long> UNITS =
            List.of(86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L, 1L);

    private final CellType type;
    private final Extremes extremes;
    private int unit;
    private double sum;
    private long values;
    private boolean isNoRatio;

    /** @param extremeValueCount see {@link io.rowmill.core.transform.Protection} */
    DistanceFacts(CellType type, int extremeValueCount) {
        this.type = type;
        this.extremes = new Extremes(extremeValueCount);
    }

    /** Types of cells that have distances. */
    static boolean isKnown(CellType type) {
        return type == CellType.NUMBER || type == CellType.TIME;
    }

    /** @param parent null as {@link CellType#NULL} */
    @SuppressWarnings("unchecked")
    void add(long own, long parent) {
        if (own == CellType.NULL) {
            return;
        }
        double value = type.number(own);
        extremes.add((Comparable<Object>) (Comparable<?>) (Long) own);
        isNoRatio |= value <= 0 || (parent != CellType.NULL && type.number(parent) <= 0);
        sum += value;
        values++;
        while (type == CellType.TIME && parent != CellType.NULL && (own - parent) % UNITS.get(unit) != 0) {
            unit++;
        }
    }

    /** Of a distance, in microseconds; 0: numbers. */
    long unit() {
        return type == CellType.TIME ? UNITS.get(unit) : 0;
    }

    /** The mean of the column: it stands for a parent's cell that is null. */
    BigDecimal origin() {
        BigDecimal mean = BigDecimal.valueOf(sum / values);
        BigDecimal step = BigDecimal.valueOf(Math.max(1, unit()));
        return mean.divide(step, 0, RoundingMode.FLOOR).multiply(step);
    }

    BigDecimal low() {
        return type.scalar((Long) (Comparable<?>) extremes.low());
    }

    BigDecimal high() {
        return type.scalar((Long) (Comparable<?>) extremes.high());
    }

    Difference difference(Column column, Source source, Column of, boolean ordered) {
        return new Difference(
                column.name(), source, column.format(), of.format(), ordered, unit(), origin(), low(), high());
    }

    /** Empty: some values are not above 0. */
    Optional<Derivation> ratio(Column column, Source source, Column of) {
        return isNoRatio
                ? Optional.empty()
                : Optional.of(new Ratio(column.name(), source, column.format(), of.format(), low(), low(), high()));
    }
}
