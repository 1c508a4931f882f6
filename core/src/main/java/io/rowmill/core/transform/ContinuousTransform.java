package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Mode-specific normalization (Xu et al., <em>Modeling Tabular Data using Conditional GAN</em>, 2019): a mode k is
 * sampled by the probability that it made x, and x becomes [alpha = (x - mean_k) / (4 std_k) | k]; then, where nulls are
 * learned, a conditional one-hot: 0 present, 1 null.
 *
 * <p>A generator's alphas are continuous. Were those of real rows a lattice of whole years or cents, or the same for all rows of a
 * mode of one value, a critic would look at nothing else: so x is spread evenly over the values that round to it, and the alpha of a mode of one
 * value, which decoding ignores, is noise.
 *
 * @param step see {@link NumericScale}
 * @param min smallest cell of the source, kept on decoding
 * @param max largest cell of the source, kept on decoding
 * @param mean of the source's values, on the numeric scale
 * @param hasNulls the source has nulls
 * @param others the values without spikes; null: there is no spike (or an earlier version, which knew none, has fitted)
 */
record ContinuousTransform(
        String column,
        ValueFormat format,
        long step,
        String min,
        String max,
        double mean,
        List<Mode> modes,
        NullStrategy nullStrategy,
        boolean hasNulls,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UnspikedValues others)
        implements ColumnTransform.Content {
    /** Bound of an encoded alpha (CTGAN); exactly a float, so that a clipped value is not beyond it. */
    static final double CLIP = 0.99f;

    private static final int SPREAD = 4;
    private static final int ALPHA = 0;
    private static final int MODE = 1;
    private static final int NULL = 2;
    private static final int ABSENT = -1;

    ContinuousTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        Objects.requireNonNull(min);
        Objects.requireNonNull(max);
        Objects.requireNonNull(nullStrategy);
        modes = List.copyOf(modes);
    }

    @Override
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Scalar());
        parts.add(new Part.OneHot(modes.size(), false));
        if (learnsNulls()) {
            parts.add(new Part.OneHot(2, true));
        }
        return parts;
    }

    @Override
    public Set<Object> spikes() {
        NumericScale scale = new NumericScale(format, step);
        return modes.stream()
                .filter(mode -> mode.std() == 0)
                .map(mode -> (Object) scale.fromDouble(mode.mean()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean learnsNulls() {
        return hasNulls && nullStrategy == NullStrategy.MODEL;
    }

    @Override
    public ColumnTransform.Encoder encoder() {
        return new ContinuousEncoder();
    }

    @Override
    public Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws) {
        NumericScale scale = new NumericScale(format, step);
        Bounds bounds = new Bounds(scale);
        double[] numbers = numbers(parts, bounds);
        Object[] values = new Object[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = Double.isNaN(numbers[i]) ? null : bounds.keep(scale.fromDouble(numbers[i], draws.unit(i)));
        }
        return values;
    }

    @Override
    public Feature feature(List<EncodedPart> parts) {
        return new Feature.Numeric(numbers(parts, new Bounds(new NumericScale(format, step))));
    }

    /** Values on the numeric scale, within the bounds; NaN for null. */
    private double[] numbers(List<EncodedPart> parts, Bounds bounds) {
        float[] alphas = ((EncodedPart.Scalars) parts.get(ALPHA)).values();
        int[] codes = ((EncodedPart.Codes) parts.get(MODE)).codes();
        int[] nulls = learnsNulls() ? ((EncodedPart.Codes) parts.get(NULL)).codes() : null;
        double[] numbers = new double[alphas.length];
        for (int i = 0; i < numbers.length; i++) {
            boolean isNull = codes[i] < 0 || (nulls != null && nulls[i] != 0);
            numbers[i] = isNull ? Double.NaN : bounds.number(alphas[i], codes[i]);
        }
        return numbers;
    }

    /**
     * The source's bounds. Where the outermost mode doesn't reach a bound, alphas beyond the encoder's clip lead the rest
     * of the way, so that the whole range of the source can be generated.
     */
    private final class Bounds {
        private final Comparable<Object> lowest;
        private final Comparable<Object> highest;
        private final double low;
        private final double high;
        /** Where a wide mode leads: not to a spike at the edge of its range. */
        private final double innerLow;

        private final double innerHigh;
        private final int lowMode;
        private final int highMode;

        @SuppressWarnings("unchecked")
        Bounds(NumericScale scale) {
            lowest = (Comparable<Object>) format.parse(min);
            highest = (Comparable<Object>) format.parse(max);
            low = scale.toDouble(lowest);
            high = scale.toDouble(highest);
            innerLow = others == null ? low : Math.max(low, others.low());
            innerHigh = others == null ? high : Math.min(high, others.high());
            lowMode = outermost(-1);
            highMode = outermost(1);
        }

        private int outermost(int direction) {
            int best = 0;
            for (int k = 1; k < modes.size(); k++) {
                if (!isSpike(k) && direction * (reach(k, direction) - reach(best, direction)) > 0) {
                    best = k;
                }
            }
            return best;
        }

        private double reach(int mode, double alpha) {
            return modes.get(mode).mean() + SPREAD * modes.get(mode).std() * alpha;
        }

        double number(double alpha, int mode) {
            if (isSpike(mode)) {
                return Math.max(low, Math.min(high, modes.get(mode).mean()));
            }
            double value = reach(mode, Math.max(-1, Math.min(1, alpha)));
            if (alpha > CLIP && mode == highMode) {
                value = Math.max(value, stretched(reach(mode, CLIP), innerHigh, alpha));
            } else if (alpha < -CLIP && mode == lowMode) {
                value = Math.min(value, stretched(reach(mode, -CLIP), innerLow, -alpha));
            }
            return Math.max(innerLow, Math.min(innerHigh, value));
        }

        private static double stretched(double from, double to, double alpha) {
            double share = Math.min(1, (alpha - CLIP) / (1 - CLIP));
            return from + (to - from) * share * share * share;
        }

        Object keep(Comparable<?> value) {
            return lowest.compareTo(value) > 0 ? lowest : highest.compareTo(value) < 0 ? highest : value;
        }
    }

    /** Decodes to its value, whatever the alpha. */
    private boolean isSpike(int mode) {
        return modes.get(mode).std() == 0;
    }

    private static float clipped(double alpha) {
        return (float) Math.max(-CLIP, Math.min(CLIP, alpha));
    }

    private final class ContinuousEncoder implements ColumnTransform.Encoder {
        private final NumericScale scale = new NumericScale(format, step);
        private final Map<Double, Integer> modeOfValue = new HashMap<>();
        private final ModeSampler sampler;
        private final boolean learnsNulls = learnsNulls();

        ContinuousEncoder() {
            for (int k = 0; k < modes.size(); k++) {
                if (modes.get(k).std() == 0) {
                    modeOfValue.put(modes.get(k).mean(), k);
                }
            }
            sampler = new ModeSampler(modes.subList(0, others == null ? modes.size() : others.modes()));
        }

        @Override
        public void encode(@Nullable String cell, SplittableRandom random, EncodedColumnWriter out) throws IOException {
            if (cell == null) {
                encodeNull(random, out);
                return;
            }
            encodeNumber(scale.toDouble(format.parse(cell)), random, out);
            if (learnsNulls) {
                out.code(NULL, 0);
            }
        }

        private void encodeNumber(double value, SplittableRandom random, EncodedColumnWriter out) throws IOException {
            Integer own = modeOfValue.get(value);
            if (own != null) {
                out.scalar(ALPHA, anyAlpha(random));
                out.code(MODE, own);
                return;
            }
            double spread = value + (random.nextDouble() - 0.5) * scale.unit();
            int code = sampler.sample(spread, random);
            Mode mode = modes.get(code);
            double alpha =
                    mode.std() > 0 ? (spread - mode.mean()) / (SPREAD * mode.std()) : Math.signum(value - mode.mean());
            out.scalar(ALPHA, clipped(alpha));
            out.code(MODE, code);
        }

        /** As likely as that of a value of a Gaussian. */
        private static float anyAlpha(SplittableRandom random) {
            return clipped(random.nextGaussian() / SPREAD);
        }

        /** Under the indicator of a null stands a value as likely as any other, so that nulls don't make a false peak. */
        private void encodeNull(SplittableRandom random, EncodedColumnWriter out) throws IOException {
            if (nullStrategy == NullStrategy.DROP_ROW) {
                out.scalar(ALPHA, 0);
                out.code(MODE, ABSENT);
            } else if (learnsNulls) {
                out.scalar(ALPHA, anyAlpha(random));
                out.code(MODE, modeByWeight(random));
                out.code(NULL, 1);
            } else {
                encodeNumber(mean, random, out);
            }
        }

        private int modeByWeight(SplittableRandom random) {
            double left = random.nextDouble()
                    * modes.stream().mapToDouble(Mode::weight).sum();
            int k = 0;
            while (k < modes.size() - 1 && (left -= modes.get(k).weight()) >= 0) {
                k++;
            }
            return k;
        }
    }
}
