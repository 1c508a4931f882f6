package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.ValueFormat;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the cells of a number or datetime column in one pass and constant memory. Bounds, nulls, mean and step are exact. The
 * values themselves are a sample.
 */
final class NumericSummary {
    private static final int SAMPLE = 50_000;

    private final ValueFormat format;
    private final NumericScale scale;
    private final Extremes extremes;
    private final Reservoir reservoir;
    private long step = NumericScale.coarsestStep();
    private double mean;
    private long values;
    private boolean hasNulls;

    NumericSummary(ValueFormat format, Protection protection, Seed seed) {
        this.format = format;
        this.scale = new NumericScale(format, 1);
        this.extremes = new Extremes(protection.extremeValueCount());
        this.reservoir = new Reservoir(SAMPLE, seed.derive("reservoir").random());
    }

    /** @return the typed value; null for a null */
    @SuppressWarnings("unchecked")
    @Nullable
    Comparable<Object> add(@Nullable String cell) {
        if (cell == null) {
            hasNulls = true;
            return null;
        }
        Comparable<Object> typed = (Comparable<Object>) format.parse(cell);
        extremes.add(typed);
        step = NumericScale.narrow(step, typed);
        double number = scale.toDouble(typed);
        values++;
        mean += (number - mean) / values;
        reservoir.add(number);
        return typed;
    }

    /** Typed values as numbers, and back. */
    NumericScale scale() {
        return scale;
    }

    Extremes extremes() {
        return extremes;
    }

    /** @return all values while they are few, else a sample of them, on the scale */
    double[] sample() {
        return reservoir.sample();
    }

    /** The coarsest step, in units of the scale, that all values are multiples of. */
    long step() {
        return step;
    }

    /** On the scale; 0 without values. */
    double mean() {
        return mean;
    }

    /** Cells that are not null. */
    long values() {
        return values;
    }

    boolean hasNulls() {
        return hasNulls;
    }
}
