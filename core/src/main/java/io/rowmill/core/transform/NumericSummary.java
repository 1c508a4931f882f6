package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import java.util.HashMap;
import java.util.Map;
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
    private long nulls;
    /** Values that are no doubles, by the nearest double. */
    private final Map<Double, Comparable<Object>> exact = new HashMap<>();

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
            nulls++;
            return null;
        }
        Comparable<Object> typed = (Comparable<Object>) format.parse(cell);
        extremes.add(typed);
        step = NumericScale.narrow(step, typed);
        double number = scale.toDouble(typed);
        values++;
        mean += (number - mean) / values;
        reservoir.add(number);
        if (NumericScale.isInexact(typed, number) && exact.size() < SAMPLE) {
            exact.putIfAbsent(number, typed);
        }
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
        return nulls > 0;
    }

    long nulls() {
        return nulls;
    }

    /** A value of the source whose nearest double this is, or the value that the double is. */
    Comparable<?> exact(double number) {
        Comparable<Object> known = exact.get(number);
        return known == null ? new NumericScale(format, step).fromDouble(number) : known;
    }
}
