package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.EncodedColumnWriter;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and times as categories (after Tiwald et al., <em>TabularARGN</em>, 2025): a code per frequent value and per
 * quantile of the others, then the position inside the quantile. A quantile of few writable values has a position for
 * each of them and comes back exactly; of a wider one a value is drawn inside the position.
 *
 * @param step see {@link NumericScale}
 * @param bins ascending by their smallest value; code i is bin i
 * @param positions codes of the second part; 1: there is none
 * @param mean of the source's values, on the numeric scale
 * @param hasNulls the source has nulls; where they are learned, their code is the last
 */
record BinnedTransform(
        String column,
        ValueFormat format,
        long step,
        List<ValueBin> bins,
        int positions,
        double mean,
        NullStrategy nullStrategy,
        boolean hasNulls)
        implements ColumnTransform.Content {
    private static final int BIN = 0;
    private static final int POSITION = 1;
    private static final int ABSENT = -1;
    private static final double MIDDLE = 0.5;

    BinnedTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        Objects.requireNonNull(nullStrategy);
        bins = List.copyOf(bins);
        if (bins.isEmpty() || positions < 1) {
            throw new IllegalArgumentException(bins.size() + " bins of " + positions + " positions");
        }
    }

    @Override
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.OneHot(bins.size() + (learnsNulls() ? 1 : 0), true));
        if (positions > 1) {
            parts.add(new Part.OneHot(positions, false));
        }
        return parts;
    }

    @Override
    public Predicate<String> reach() {
        BinScale scale = new BinScale(format, step, bins);
        NumericScale numbers = new NumericScale(format, step);
        return cell -> cell == null || scale.spans(numbers.toDouble(format.parse(cell)));
    }

    @Override
    public boolean isExact(@Nullable String cell) {
        return cell == null
                || new BinScale(format, step, bins)
                        .isSingle(new NumericScale(format, step).toDouble(format.parse(cell)));
    }

    @Override
    public Set<Object> spikes() {
        return bins.stream()
                .filter(ValueBin::isSingle)
                .map(bin -> Objects.requireNonNull(format.parse(bin.low())))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public int nullCode() {
        return learnsNulls() ? bins.size() : ABSENT;
    }

    private boolean learnsNulls() {
        return hasNulls && nullStrategy == NullStrategy.MODEL;
    }

    @Override
    public ColumnTransform.Encoder encoder() {
        return new BinnedEncoder();
    }

    @Override
    public Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws) {
        BinScale scale = new BinScale(format, step, bins);
        int[] codes = codes(parts, BIN);
        int @Nullable [] positionCodes = positions > 1 ? codes(parts, POSITION) : null;
        Object[] values = new Object[rows];
        for (int i = 0; i < rows; i++) {
            if (isValue(codes[i])) {
                values[i] = scale.value(codes[i], position(positionCodes, i), positions, draws.unit(i));
            }
        }
        return values;
    }

    @Override
    public Map<Integer, double[]> shares(Within within) {
        BinsWithin of = new BinsWithin(format, step, bins, within.typed(format));
        double[] shares = new double[bins.size() + (learnsNulls() ? 1 : 0)];
        for (int i = 0; i < bins.size(); i++) {
            shares[i] = of.share(i);
        }
        return Map.of(BIN, shares);
    }

    /** A value that lies beyond the edge of what is asked for is drawn anew from its bin. */
    @Override
    public @Nullable Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws, Within within) {
        Within.Typed typed = within.typed(format);
        BinsWithin of = new BinsWithin(format, step, bins, typed);
        int[] codes = codes(parts, BIN);
        @Nullable Object[] values = decode(parts, rows, draws);
        for (int i = 0; i < rows; i++) {
            if (isValue(codes[i]) && !typed.has(values[i])) {
                values[i] = Objects.requireNonNullElse(of.value(codes[i], draws.unit(i)), values[i]);
            }
        }
        return values;
    }

    @Override
    public Feature feature(List<EncodedPart> parts) {
        BinScale scale = new BinScale(format, step, bins);
        int[] codes = codes(parts, BIN);
        int @Nullable [] positionCodes = positions > 1 ? codes(parts, POSITION) : null;
        double[] numbers = new double[codes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = isValue(codes[i])
                    ? scale.number(codes[i], position(positionCodes, i), positions, MIDDLE)
                    : Double.NaN;
        }
        return new Feature.Numeric(numbers);
    }

    private boolean isValue(int code) {
        return code >= 0 && code < bins.size();
    }

    private static int position(int @Nullable [] codes, int row) {
        return codes == null ? 0 : Math.max(0, codes[row]);
    }

    private static int[] codes(List<EncodedPart> parts, int part) {
        return ((EncodedPart.Codes) parts.get(part)).codes();
    }

    private final class BinnedEncoder implements ColumnTransform.Encoder {
        private final NumericScale numbers = new NumericScale(format, step);
        private final BinScale scale = new BinScale(format, step, bins);

        @Override
        public void encode(@Nullable String cell, SplittableRandom random, EncodedColumnWriter out) throws IOException {
            if (cell != null) {
                encodeNumber(numbers.toDouble(format.parse(cell)), out);
            } else if (nullStrategy == NullStrategy.REPLACE_MEAN) {
                encodeNumber(mean, out);
            } else {
                boolean dropped = !learnsNulls();
                write(dropped ? ABSENT : bins.size(), dropped ? ABSENT : 0, out);
            }
        }

        private void encodeNumber(double number, EncodedColumnWriter out) throws IOException {
            int bin = scale.binOf(number);
            write(bin, scale.positionOf(number, bin, positions), out);
        }

        private void write(int bin, int position, EncodedColumnWriter out) throws IOException {
            out.code(BIN, bin);
            if (positions > 1) {
                out.code(POSITION, position);
            }
        }
    }
}
