package io.rowmill.core.format;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A datetime format of nothing but {@code %Y %m %d %H %M %S} and single characters between them: most there are, read and written
 * digit by digit because a general formatter takes ten times as long.
 */
final class NumericDateLayout {
    private static final String FIELDS = "YmdHMS";
    private static final int[] SMALLEST = {0, 1, 1, 0, 0, 0};
    private static final int[] LARGEST = {9999, 12, 31, 23, 59, 59};
    private static final int[] DEFAULTS = {1900, 1, 1, 0, 0, 0};
    private static final int MONTH = 1;
    private static final int DAY = 2;
    /** In {@link #parts}: not an index into {@link #FIELDS} but a character. */
    private static final int LITERAL = 1 << 16;

    private final int[] parts;
    private final int paddedLength;

    private NumericDateLayout(int[] parts) {
        this.parts = parts;
        int length = 0;
        for (int part : parts) {
            length += (part & LITERAL) != 0 ? 1 : width(part);
        }
        this.paddedLength = length;
    }

    private static int width(int field) {
        return field == 0 ? 4 : 2;
    }

    /** Empty if the format has anything else, two fields without a character between them, or one field twice. */
    static Optional<NumericDateLayout> of(String format) {
        int[] parts = new int[format.length()];
        int count = 0;
        int seen = 0;
        boolean afterField = false;
        for (int i = 0; i < format.length(); i++) {
            boolean isField = format.charAt(i) == '%';
            int field = isField && i + 1 < format.length() ? FIELDS.indexOf(format.charAt(++i)) : -1;
            boolean readable =
                    isField ? field >= 0 && !afterField && (seen & 1 << field) == 0 : plain(format.charAt(i));
            if (!readable) {
                return Optional.empty();
            }
            seen |= isField ? 1 << field : 0;
            parts[count++] = isField ? field : format.charAt(i) | LITERAL;
            afterField = isField;
        }
        return Optional.of(new NumericDateLayout(java.util.Arrays.copyOf(parts, count)));
    }

    /** A digit would run into a field. */
    private static boolean plain(char c) {
        return !Character.isDigit(c);
    }

    /** @return null if the cell needs a closer look: it may still be of the format */
    @Nullable
    LocalDateTime parse(String cell) {
        int[] values = DEFAULTS.clone();
        int at = 0;
        for (int part : parts) {
            if ((part & LITERAL) != 0) {
                if (at >= cell.length() || (cell.charAt(at++) | LITERAL) != part) {
                    return null;
                }
                continue;
            }
            int start = at;
            int value = 0;
            while (at < cell.length() && at - start < width(part) && isDigit(cell.charAt(at))) {
                value = 10 * value + cell.charAt(at++) - '0';
            }
            boolean complete = part == 0 ? at - start == width(part) : at > start;
            if (!complete || value < SMALLEST[part] || value > LARGEST[part]) {
                return null;
            }
            values[part] = value;
        }
        return at == cell.length() ? of(values) : null;
    }

    private static @Nullable LocalDateTime of(int[] v) {
        boolean inMonth = v[DAY] <= 28 || YearMonth.of(v[0], v[MONTH]).isValidDay(v[DAY]);
        return inMonth ? LocalDateTime.of(v[0], v[MONTH], v[DAY], v[3], v[4], v[5]) : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Of a cell that was parsed: whether all its numbers are padded with zeros. */
    boolean isPadded(String cell) {
        return cell.length() == paddedLength;
    }
}
