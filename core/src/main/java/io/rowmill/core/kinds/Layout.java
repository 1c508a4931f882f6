package io.rowmill.core.kinds;

import io.rowmill.core.random.Seed;
import java.util.SplittableRandom;

/**
 * Strings of one length: {@code x} and {@code X} stand for a hexadecimal digit, {@code y} and {@code Y} for the first digit of a UUID's
 * variant; a backslash makes the next character stand for itself, as all others do.
 */
final class Layout {
    private static final String HEX = "0123456789abcdef";
    /** Nibbles that the index fills; the others follow from it. */
    private static final int INDEXED = 15;

    private Layout() {}

    static long size(String layout) {
        long digits = layout.chars().filter(c -> c == 'x' || c == 'X').count();
        return digits >= INDEXED ? 1L << 60 : 1L << (4 * digits);
    }

    static String make(String layout, long index) {
        SplittableRandom rest = new Seed(index).random();
        StringBuilder out = new StringBuilder(layout.length());
        long left = index;
        int used = 0;
        for (int i = 0; i < layout.length(); i++) {
            char c = layout.charAt(i);
            if (c == '\\') {
                out.append(layout.charAt(++i));
            } else if (c == 'x' || c == 'X') {
                int digit = used++ < INDEXED ? (int) (left & 15) : rest.nextInt(16);
                left >>>= 4;
                out.append(cased(HEX.charAt(digit), c == 'X'));
            } else if (c == 'y' || c == 'Y') {
                out.append(cased(HEX.charAt(8 + rest.nextInt(4)), c == 'Y'));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char cased(char digit, boolean capital) {
        return capital ? Character.toUpperCase(digit) : digit;
    }

    /** Text that stands for itself. */
    static String literal(String text) {
        return text.replaceAll("[xXyY\\\\]", "\\\\$0");
    }
}
