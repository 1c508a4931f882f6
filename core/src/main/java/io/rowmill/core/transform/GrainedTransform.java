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
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A continuous column whose values are given by more than one grain: a code for the grain, then the value as it would be encoded alone.
 * A decoded value is moved to the nearest one of its grain, but for one that comes back exactly anyway.
 *
 * @param step of the values, see {@link NumericScale}
 * @param min no value is below
 * @param max no value is above
 * @param values how the values are encoded; they say which cells are null
 * @param nulls what the code of a null is: the last one, none of its own, or none at all, so that the row is left out
 */
record GrainedTransform(
        String column,
        ValueFormat format,
        long step,
        String min,
        String max,
        Grain grain,
        ColumnTransform.Content values,
        NullStrategy nulls,
        boolean hasNulls)
        implements ColumnTransform.Content {
    private static final int ABSENT = -1;

    GrainedTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        Objects.requireNonNull(grain);
        Objects.requireNonNull(values);
    }

    private boolean learnsNulls() {
        return hasNulls && nulls == NullStrategy.MODEL;
    }

    @Override
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.OneHot(grain.codes() + (learnsNulls() ? 1 : 0), true));
        parts.addAll(values.parts());
        return parts;
    }

    @Override
    public int nullCode() {
        return learnsNulls() ? grain.codes() : ABSENT;
    }

    @Override
    public Predicate<String> reach() {
        return values.reach();
    }

    @Override
    public boolean isExact(@Nullable String cell) {
        return values.isExact(cell);
    }

    @Override
    public Set<Object> spikes() {
        return values.spikes();
    }

    @Override
    public ColumnTransform.Encoder encoder() {
        ColumnTransform.Encoder encoder = values.encoder();
        NumericScale scale = new NumericScale(format, step);
        return new ColumnTransform.Encoder() {
            @Override
            public void encode(@Nullable String cell, SplittableRandom random, EncodedColumnWriter out)
                    throws IOException {
                int ofNull = learnsNulls() ? grain.codes() : nulls == NullStrategy.REPLACE_MEAN ? 0 : ABSENT;
                out.code(0, cell == null ? ofNull : grain.codeOf(scale, scale.toDouble(format.parse(cell))));
                encoder.encode(cell, random, new BehindFirst(out));
            }
        };
    }

    @Override
    public Map<Integer, double[]> shares(Within within) {
        Map<Integer, double[]> out = new TreeMap<>();
        values.shares(within).forEach((part, shares) -> out.put(part + 1, shares));
        return out;
    }

    @Override
    public @Nullable Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws) {
        return moved(parts, values.decode(parts.subList(1, parts.size()), rows, draws));
    }

    /** A value whose grain leads out of what is asked for stays without it. */
    @Override
    public @Nullable Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws, Within within) {
        @Nullable Object[] decoded = values.decode(parts.subList(1, parts.size()), rows, draws, within);
        @Nullable Object[] moved = moved(parts, decoded);
        Within.Typed typed = within.typed(format);
        for (int i = 0; i < rows; i++) {
            moved[i] = typed.has(moved[i]) ? moved[i] : decoded[i];
        }
        return moved;
    }

    private @Nullable Object[] moved(List<EncodedPart> parts, @Nullable Object[] decoded) {
        int rows = decoded.length;
        int[] codes = ((EncodedPart.Codes) parts.get(0)).codes();
        NumericScale scale = new NumericScale(format, step);
        double low = scale.toDouble(format.parse(min));
        double high = scale.toDouble(format.parse(max));
        Set<Object> spikes = values.spikes();
        @Nullable Object[] out = new Object[rows];
        for (int i = 0; i < rows; i++) {
            Object value = decoded[i];
            boolean moves = value != null && codes[i] >= 0 && codes[i] < grain.codes() && !spikes.contains(value);
            out[i] = moves ? moved(scale, value, codes[i], low, high) : value;
        }
        return out;
    }

    private Object moved(NumericScale scale, Object value, int code, double low, double high) {
        double number = scale.toDouble(value);
        if (grain.codeOf(scale, number) == code) {
            return value;
        }
        double moved = grain.moved(scale, number, code, low, high);
        return moved == number ? value : scale.fromDouble(moved);
    }

    @Override
    public Feature feature(List<EncodedPart> parts) {
        return values.feature(parts.subList(1, parts.size()));
    }
}
