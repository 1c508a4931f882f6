package io.rowmill.core.transform;

import io.rowmill.core.format.Spelling;
import io.rowmill.core.format.Spellings;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A column whose cells are spelled in several ways: a code for the spelling (a format, a marker of a missing value, null), then the
 * value as it would be encoded alone. Where one marker and one format are all there is, a missing value is the marker and needs no code.
 *
 * @param values how the values are encoded; markers and nulls are null to it
 * @param learnsNulls the source has nulls besides the markers; their code is the last
 * @param missing the spelling of a value that {@code values} gives as null
 */
record SpelledTransform(
        String column, Spellings format, ColumnTransform.Content values, boolean learnsNulls, int missing)
        implements ColumnTransform.Content {
    private static final int ABSENT = -1;

    SpelledTransform {
        Objects.requireNonNull(column);
        Objects.requireNonNull(format);
        Objects.requireNonNull(values);
    }

    /** The cell in the format that all spellings share; null for a marker. */
    static @Nullable String commonCell(ValueFormat common, @Nullable Spelling spelled) {
        Object value = spelled == null ? null : spelled.value();
        return value == null ? null : common.format(Spellings.converted(value, common));
    }

    private boolean hasCode() {
        return codes() > (format.markers().isEmpty() ? 1 : 2);
    }

    private int codes() {
        return format.size() + (learnsNulls ? 1 : 0);
    }

    @Override
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (hasCode()) {
            parts.add(new Part.OneHot(codes(), true));
        }
        parts.addAll(values.parts());
        return parts;
    }

    @Override
    public int nullCode() {
        return learnsNulls ? (hasCode() ? format.size() : values.nullCode()) : ABSENT;
    }

    @Override
    public Predicate<String> reach() {
        Predicate<String> reach = values.reach();
        ValueFormat common = format.common();
        return cell -> reach.test(commonCell(common, format.parse(cell)));
    }

    @Override
    public boolean isExact(@Nullable String cell) {
        return values.isExact(commonCell(format.common(), format.parse(cell)));
    }

    @Override
    public ColumnTransform.Encoder encoder() {
        ColumnTransform.Encoder encoder = values.encoder();
        ValueFormat common = format.common();
        if (!hasCode()) {
            return (cell, random, out) -> encoder.encode(commonCell(common, format.parse(cell)), random, out);
        }
        return (cell, random, out) -> {
            Spelling spelled = format.parse(cell);
            out.code(0, spelled != null ? spelled.spelling() : learnsNulls ? format.size() : ABSENT);
            encoder.encode(commonCell(common, spelled), random, new BehindFirst(out));
        };
    }

    @Override
    public @Nullable Object[] decode(List<EncodedPart> parts, int rows, RowDraws draws) {
        int[] codes = hasCode() ? ((EncodedPart.Codes) parts.get(0)).codes() : new int[rows];
        Object[] decoded = values.decode(hasCode() ? parts.subList(1, parts.size()) : parts, rows, draws);
        Object[] out = new Object[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = spelled(codes[i], decoded[i]);
        }
        return out;
    }

    private @Nullable Spelling spelled(int code, @Nullable Object value) {
        boolean given = code >= 0 && code < format.formats().size();
        if (given && value != null) {
            return format.spelled(code, value);
        }
        int spelling = given || code < 0 ? missing : code;
        return spelling == format.size() ? null : new Spelling(spelling, null);
    }

    @Override
    public Feature feature(List<EncodedPart> parts) {
        return values.feature(hasCode() ? parts.subList(1, parts.size()) : parts);
    }
}
