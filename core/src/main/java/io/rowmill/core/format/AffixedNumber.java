package io.rowmill.core.format;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number with a unit, a currency, a percent sign, grouped digits or a decimal comma: {@code 12.5 kg}, {@code $1,234.00},
 * {@code 7 %}, {@code 1.234,5}. Typed as its number is.
 *
 * @param prefix text before the digits
 * @param suffix text after the digits
 * @param signFirst a minus stands before the prefix, not after it
 * @param marks how the digits are pointed
 * @param number format of the number that is left
 */
record AffixedNumber(String prefix, String suffix, boolean signFirst, NumberMarks marks, ValueFormat number)
        implements ValueFormat {
    AffixedNumber {
        Objects.requireNonNull(prefix);
        Objects.requireNonNull(suffix);
        Objects.requireNonNull(marks);
        Objects.requireNonNull(number);
    }

    /** The number itself, where nothing is around or inside its digits. */
    static ValueFormat of(String prefix, String suffix, boolean signFirst, NumberMarks marks, ValueFormat number) {
        boolean plain = prefix.isEmpty() && suffix.isEmpty() && marks.equals(NumberMarks.PLAIN);
        return plain ? number : new AffixedNumber(prefix, suffix, signFirst, marks, number);
    }

    @Override
    public ValueFormat bare() {
        return number;
    }

    @Override
    @Contract("!null -> !null")
    public @Nullable Object parse(@Nullable String cell) {
        if (cell == null) {
            return null;
        }
        AffixedCell affixed = AffixedCell.scanOrNull(cell);
        if (affixed == null
                || !affixed.prefix().equals(prefix)
                || !affixed.suffix().equals(suffix)) {
            throw new ValueFormatException("a number with the affixes of the column");
        }
        String digits = marks.plain(affixed.digits());
        if (digits == null) {
            throw new ValueFormatException("a number pointed like the others of the column");
        }
        return number.parse(affixed.negative() ? "-" + digits : digits);
    }

    @Override
    @Contract("!null -> !null")
    public @Nullable String format(@Nullable Object typed) {
        if (typed == null) {
            return null;
        }
        String text = number.format(typed);
        boolean negative = text.startsWith("-");
        String digits = marks.pointed(negative ? text.substring(1) : text);
        String sign = negative ? "-" : "";
        return signFirst ? sign + prefix + digits + suffix : prefix + sign + digits + suffix;
    }
}
