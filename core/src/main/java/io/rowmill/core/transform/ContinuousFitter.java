package io.rowmill.core.transform;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.ValueFormat;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bounds, nulls and mean are exact; the modes come from a sample. */
final class ContinuousFitter implements ColumnFitter {
    private static final int SAMPLE = 50_000;
    private static final int MAX_GROUPS = 4_096;

    private final String column;
    private final ValueFormat format;
    private final TransformOptions options;
    private final Seed seed;
    private final NumericScale scale;
    private final Reservoir reservoir;
    private final Extremes extremes;
    private long step = NumericScale.coarsestStep();
    private double mean;
    private long values;
    private boolean hasNulls;
    private @Nullable HiddenValues hidden;

    ContinuousFitter(String column, ValueFormat format, TransformOptions options, Seed seed) {
        this.column = column;
        this.format = format;
        this.options = options;
        this.seed = seed;
        this.extremes = new Extremes(options.protection().extremeValueCount());
        this.scale = new NumericScale(format, 1);
        this.reservoir = new Reservoir(SAMPLE, seed.derive("reservoir").random());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void accept(@Nullable String cell) {
        if (cell == null) {
            hasNulls = true;
            return;
        }
        Comparable<Object> typed = (Comparable<Object>) format.parse(cell);
        extremes.add(typed);
        step = NumericScale.narrow(step, typed);
        double number = scale.toDouble(typed);
        values++;
        mean += (number - mean) / values;
        reservoir.add(number);
    }

    @Override
    public ColumnTransform fit() {
        if (values == 0) {
            return new ConstantTransform(column, format, null);
        }
        if (hasNulls && options.protection().isRare(values)) {
            hidden = HiddenValues.all(column, values);
            return new ConstantTransform(column, format, null);
        }
        hidden = new HiddenValues(column, 0, 0, extremes.beyond(), false);
        String lowest = bound(extremes.low(), RoundingMode.CEILING);
        String highest = bound(extremes.high(), RoundingMode.FLOOR);
        if (scale.toDouble(format.parse(lowest)) >= scale.toDouble(format.parse(highest))) {
            return constant(format.format(extremes.low()));
        }
        SpikedModes modes = SpikedModes.fit(
                WeightedValues.of(sample(), MAX_GROUPS),
                options.maxClusters(),
                options.protection(),
                seed.derive("mixture"));
        hidden = new HiddenValues(column, modes.rare().values(), modes.rare().rows(), extremes.beyond(), false);
        return new ContinuousTransform(
                column,
                format,
                step,
                lowest,
                highest,
                mean,
                modes.modes(),
                options.nullStrategy(),
                hasNulls,
                modes.others());
    }

    /** One writable value, and perhaps nulls: whether it is null is all there is to learn. */
    private ColumnTransform constant(String cell) {
        if (!hasNulls || options.nullStrategy() == NullStrategy.REPLACE_MEAN) {
            return new ConstantTransform(column, format, cell);
        }
        List<String> categories = new ArrayList<>(List.of(cell));
        if (options.nullStrategy() == NullStrategy.MODEL) {
            categories.add(null);
        }
        return new DiscreteTransform(column, format, categories);
    }

    private String bound(Comparable<?> typed, RoundingMode inward) {
        return format.format(scale.writable(typed, inward));
    }

    /** All values of a small column; of a large one a sample that has its bounds. None is beyond them. */
    private double[] sample() {
        double low = scale.toDouble(extremes.low());
        double high = scale.toDouble(extremes.high());
        double[] all = reservoir.sample();
        double[] sample = Extremes.without(all, low, high);
        if (all.length == values) {
            return sample;
        }
        double[] withBounds = Arrays.copyOf(sample, sample.length + 2);
        withBounds[sample.length] = low;
        withBounds[sample.length + 1] = high;
        return withBounds;
    }

    @Override
    public Optional<HiddenValues> hidden() {
        return Optional.ofNullable(hidden).filter(HiddenValues::isAny);
    }
}
