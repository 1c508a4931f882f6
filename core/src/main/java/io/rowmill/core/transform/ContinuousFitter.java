package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bounds, nulls and mean are exact; the modes come from a sample. */
final class ContinuousFitter implements ColumnFitter {
    private static final int MAX_GROUPS = 4_096;

    private final String column;
    private final ValueFormat format;
    private final NumericSummary cells;
    private final TransformOptions options;
    private final Seed seed;
    private @Nullable HiddenValues hidden;

    ContinuousFitter(String column, ValueFormat format, TransformOptions options, Seed seed) {
        this.column = column;
        this.format = format;
        this.options = options;
        this.seed = seed;
        this.cells = new NumericSummary(format, options.protection(), seed);
    }

    @Override
    public void accept(@Nullable String cell) {
        cells.add(cell);
    }

    @Override
    public ColumnTransform fit() {
        if (cells.values() == 0) {
            return new ConstantTransform(column, format, null);
        }
        if (cells.hasNulls() && options.protection().isRare(cells.values())) {
            hidden = HiddenValues.all(column, cells.values());
            return FewNumbers.transform(column, format, cells, options.nullStrategy(), options.protection());
        }
        hidden = new HiddenValues(column, 0, 0, cells.extremes().beyond(), false);
        String lowest = bound(cells.extremes().low(), RoundingMode.CEILING);
        String highest = bound(cells.extremes().high(), RoundingMode.FLOOR);
        if (cells.scale().toDouble(format.parse(lowest)) >= cells.scale().toDouble(format.parse(highest))) {
            return constant(format.format(cells.extremes().low()));
        }
        SpikedModes modes = SpikedModes.fit(
                WeightedValues.of(sample(), MAX_GROUPS),
                options.maxClusters(),
                options.protection(),
                seed.derive("mixture"));
        hidden = new HiddenValues(
                column,
                modes.rare().values(),
                modes.rare().rows(),
                cells.extremes().beyond(),
                false);
        ContinuousTransform values = new ContinuousTransform(
                column,
                format,
                cells.step(),
                lowest,
                highest,
                cells.mean(),
                modes.modes(),
                options.nullStrategy(),
                cells.hasNulls(),
                modes.others());
        NumericScale scale = new NumericScale(format, cells.step());
        return GrainFinder.find(scale, WeightedValues.of(sample(), Integer.MAX_VALUE), values.spikes())
                .<ColumnTransform>map(grain -> new GrainedTransform(
                        column,
                        format,
                        cells.step(),
                        lowest,
                        highest,
                        grain,
                        values,
                        options.nullStrategy(),
                        cells.hasNulls()))
                .orElse(values);
    }

    /** One writable value, and perhaps nulls: whether it is null is all there is to learn. */
    private ColumnTransform constant(String cell) {
        if (!cells.hasNulls() || options.nullStrategy() == NullStrategy.REPLACE_MEAN) {
            return new ConstantTransform(column, format, cell);
        }
        List<String> categories = new ArrayList<>(List.of(cell));
        if (options.nullStrategy() == NullStrategy.MODEL) {
            categories.add(null);
        }
        return new DiscreteTransform(column, format, categories);
    }

    private String bound(Comparable<?> typed, RoundingMode inward) {
        return format.format(cells.scale().writable(typed, inward));
    }

    /** All values of a small column; of a large one a sample that has its bounds. None is beyond them. */
    private double[] sample() {
        double low = cells.scale().toDouble(cells.extremes().low());
        double high = cells.scale().toDouble(cells.extremes().high());
        double[] all = cells.sample();
        double[] sample = Extremes.without(all, low, high);
        if (all.length == cells.values()) {
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
