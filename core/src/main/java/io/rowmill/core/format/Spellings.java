package io.rowmill.core.format;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells of one column that are spelled in several ways: numbers with kilograms and with pounds, dates with and without a time, and
 * markers of a missing value ({@code NA}, {@code n/a}, {@code -}). Typed as {@link Spelling}.
 *
 * @param formats ways to spell a value, the most frequent first; all are typed alike
 * @param markers cells that stand for a missing value; numbered after the formats
 */
public record Spellings(List<ValueFormat> formats, List<String> markers) implements ValueFormat {
    private static final int MAX_REAL_DECIMALS = 17;

    public Spellings {
        formats = List.copyOf(formats);
        markers = List.copyOf(markers);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("no format");
        }
    }

    /** The one format where there is nothing else. */
    static ValueFormat of(List<ValueFormat> formats, List<String> markers) {
        return formats.size() == 1 && markers.isEmpty() ? formats.get(0) : new Spellings(formats, markers);
    }

    /** A format that all values can be written in, whatever their spelling. */
    @JsonIgnore
    public ValueFormat common() {
        List<ValueFormat> bare = formats.stream().map(ValueFormat::bare).toList();
        if (bare.stream().allMatch(f -> f.getClass() == bare.get(0).getClass())) {
            return bare.stream().allMatch(bare.get(0)::equals) ? bare.get(0) : widest(bare);
        }
        return bare.stream().allMatch(f -> f instanceof WholeNumber || f instanceof Decimal)
                ? new Decimal(0, decimals(bare))
                : new Real(0, MAX_REAL_DECIMALS, true);
    }

    private static ValueFormat widest(List<ValueFormat> alike) {
        ValueFormat first = alike.get(0);
        if (first instanceof Timestamp) {
            return new Timestamp("%Y-%m-%d %H:%M:%S.%f", 0);
        } else if (first instanceof Date) {
            return new Date("%Y-%m-%d");
        } else if (first instanceof WholeNumber) {
            return new WholeNumber(1);
        }
        return first instanceof Decimal ? new Decimal(0, decimals(alike)) : new Real(0, MAX_REAL_DECIMALS, true);
    }

    private static int decimals(List<ValueFormat> formats) {
        return formats.stream()
                .mapToInt(f -> f instanceof Decimal decimal ? decimal.maxDecimals() : 0)
                .max()
                .orElse(0);
    }

    /** @param value of the {@link #common} format */
    public Spelling spelled(int spelling, Object value) {
        return new Spelling(spelling, converted(value, formats.get(spelling).bare()));
    }

    /** A typed value as another format types it; what that can't write is rounded. */
    public static Object converted(Object value, ValueFormat to) {
        if (!(value instanceof Number number)) {
            return value;
        }
        if (to instanceof WholeNumber) {
            return number instanceof Long ? number : Math.round(number.doubleValue());
        }
        return to instanceof Decimal
                ? (number instanceof BigDecimal ? number : new BigDecimal(number.toString()))
                : (Object) number.doubleValue();
    }

    /** Formats and markers. */
    public int size() {
        return formats.size() + markers.size();
    }

    public boolean isMarker(int spelling) {
        return spelling >= formats.size();
    }

    @Override
    @Contract("!null -> !null")
    public @Nullable Spelling parse(@Nullable String cell) {
        if (cell == null) {
            return null;
        }
        int marker = markers.indexOf(cell);
        if (marker >= 0) {
            return new Spelling(formats.size() + marker, null);
        }
        Spelling readable = null;
        for (int i = 0; i < formats.size(); i++) {
            Object value = valueOrNull(formats.get(i), cell);
            if (value != null && formats.get(i).format(value).equals(cell)) {
                return new Spelling(i, value);
            }
            readable = readable == null && value != null ? new Spelling(i, value) : readable;
        }
        if (readable == null) {
            throw new ValueFormatException("a value in one of the spellings of the column");
        }
        return readable;
    }

    private static @Nullable Object valueOrNull(ValueFormat format, String cell) {
        try {
            return format.parse(cell);
        } catch (ValueFormatException e) {
            return null;
        }
    }

    @Override
    @Contract("!null -> !null")
    public @Nullable String format(@Nullable Object typed) {
        if (typed == null) {
            return null;
        }
        Spelling spelled = (Spelling) typed;
        return isMarker(spelled.spelling())
                ? markers.get(spelled.spelling() - formats.size())
                : formats.get(spelled.spelling()).format(spelled.value());
    }
}
