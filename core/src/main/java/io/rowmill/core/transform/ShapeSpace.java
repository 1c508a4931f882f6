package io.rowmill.core.transform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * All strings of one shape.
 *
 * @param shape per character: {@code A} an upper-case letter, {@code a} another letter, {@code 9} a digit, anything else
 *     itself; a first {@code 9} of several characters is no zero
 */
record ShapeSpace(String shape) implements FakeSpace {
    /** Longer values are cut to this many characters. */
    static final int MAX_LENGTH = 200;

    ShapeSpace {
        Objects.requireNonNull(shape);
    }

    /** Shape of a value: letters and digits of any script lose their identity, all else stays. */
    static ShapeSpace of(String value) {
        StringBuilder shape = new StringBuilder(Math.min(value.length(), MAX_LENGTH));
        int at = 0;
        while (at < value.length() && shape.length() < MAX_LENGTH) {
            int character = value.codePointAt(at);
            at += Character.charCount(character);
            shape.appendCodePoint(classOf(character));
        }
        boolean leadingZero = value.length() > 1 && value.charAt(0) == '0';
        return new ShapeSpace(leadingZero ? "0" + shape.substring(1) : shape.toString());
    }

    /** Nothing in it is made up: the shape of symbols alone is the value itself. Blanks tell nothing. */
    static boolean isItsOwnValue(String shape) {
        return !shape.isBlank() && shape.chars().noneMatch(c -> isFree((char) c));
    }

    /** Stands for any letter or digit. */
    static boolean isFree(char inShape) {
        return inShape == 'A' || inShape == 'a' || inShape == '9';
    }

    private static int classOf(int character) {
        if (Character.isDigit(character)) {
            return '9';
        }
        if (Character.isLetter(character)) {
            return Character.isUpperCase(character) || Character.isTitleCase(character) ? 'A' : 'a';
        }
        return character;
    }

    @Override
    @JsonIgnore
    public long size() {
        long size = 1;
        for (int i = 0; i < shape.length(); i++) {
            int choices = choices(i);
            size = size > MAX_SIZE / choices ? MAX_SIZE : size * choices;
        }
        return size;
    }

    private int choices(int position) {
        return switch (shape.charAt(position)) {
            case 'A', 'a' -> 26;
            case '9' -> firstOfSeveral(position) ? 9 : 10;
            default -> 1;
        };
    }

    private boolean firstOfSeveral(int position) {
        return position == 0 && shape.length() > 1;
    }

    /** The index in mixed radix; what is left of a long shape when the index is used up follows from the index too. */
    @Override
    public String at(long index, ValueFormat format) {
        SplittableRandom rest = new Seed(index).random();
        StringBuilder out = new StringBuilder(shape);
        long left = index;
        long room = MAX_SIZE;
        for (int i = 0; i < shape.length(); i++) {
            int choices = choices(i);
            if (choices == 1) {
                continue;
            }
            if (room > 1) {
                out.setCharAt(i, character(i, (int) (left % choices)));
                left /= choices;
                room = (room + choices - 1) / choices;
            } else {
                out.setCharAt(i, character(i, rest.nextInt(choices)));
            }
        }
        return out.toString();
    }

    private char character(int position, int choice) {
        return switch (shape.charAt(position)) {
            case 'A' -> (char) ('A' + choice);
            case 'a' -> (char) ('a' + choice);
            default -> (char) ('0' + choice + (firstOfSeveral(position) ? 1 : 0));
        };
    }

    /** A value of this shape with one more of its last letter or digit, with two more once these are used up, and so on. */
    @Override
    public String beyond(long index, ValueFormat format) {
        ShapeSpace longer = new ShapeSpace(shape + lastFreeClass());
        long left = index;
        while (left >= longer.size()) {
            left -= longer.size();
            longer = new ShapeSpace(longer.shape + lastFreeClass());
        }
        return longer.at(new IndexPermutation(longer.size(), new Seed(longer.size())).apply(left), format);
    }

    private char lastFreeClass() {
        for (int i = shape.length() - 1; i >= 0; i--) {
            if (choices(i) > 1) {
                return shape.charAt(i);
            }
        }
        return '9';
    }
}
