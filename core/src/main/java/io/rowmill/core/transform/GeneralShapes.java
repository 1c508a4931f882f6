package io.rowmill.core.transform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shapes for the rows whose own must not be told. First those that enough of the rows share when the lengths of their runs
 * of letters and digits are rounded; for the rest, {@link WordShapes} put together anew. None of the hidden shapes is among
 * them.
 */
final class GeneralShapes {
    /** Ranges of the length of a run; within a range all count as its middle. */
    private static final int[] BOUNDS = {0, 1, 2, 4, 7, 12, 20, 33, 54, 88, 143, ShapeSpace.MAX_LENGTH};

    private final Map<String, Long> hidden;
    private final Protection protection;
    private final String plain;

    /**
     * @param hidden rows by shape, in an order that is the same for the same rows
     * @param plain stands for all where nothing is shared
     */
    GeneralShapes(Map<String, Long> hidden, Protection protection, String plain) {
        this.hidden = hidden;
        this.protection = protection;
        this.plain = plain;
    }

    /** @return so many rows by shape */
    Map<String, Long> of(long rows) {
        Map<String, Long> alike = new LinkedHashMap<>();
        Map<String, Long> rest = takeAlike(hidden, protection, alike);
        Map<String, Long> out = new LinkedHashMap<>();
        alike.forEach((shape, count) -> out.merge(unhidden(shape), count, Long::sum));
        long left = rows - alike.values().stream().mapToLong(Long::longValue).sum();
        new WordShapes(rest, protection, plain)
                .sentences(left)
                .forEach((shape, count) -> out.merge(unhidden(shape), count, Long::sum));
        return out;
    }

    /**
     * @param alike gets the rounded shapes that are common
     * @return those of the shapes that are rare when rounded, too
     */
    static Map<String, Long> takeAlike(Map<String, Long> shapes, Protection protection, Map<String, Long> alike) {
        Map<String, Long> rounded = new LinkedHashMap<>();
        shapes.forEach((shape, rows) -> rounded.merge(rounded(shape), rows, Long::sum));
        rounded.forEach((shape, rows) -> {
            if (!protection.isRare(rows) && !ShapeSpace.isItsOwnValue(shape)) {
                alike.merge(shape, rows, Long::sum);
            }
        });
        Map<String, Long> rest = new LinkedHashMap<>(shapes);
        rest.keySet().removeIf(shape -> alike.containsKey(rounded(shape)));
        return rest;
    }

    private static String rounded(String shape) {
        StringBuilder out = new StringBuilder();
        for (int start = 0, end; start < shape.length(); start = end) {
            end = endOfRun(shape, start);
            out.append(shape.substring(start, start + 1).repeat(middle(end - start)));
        }
        return out.length() > ShapeSpace.MAX_LENGTH ? shape : out.toString();
    }

    private static int endOfRun(String shape, int start) {
        int end = start + 1;
        while (ShapeSpace.isFree(shape.charAt(start))
                && end < shape.length()
                && shape.charAt(end) == shape.charAt(start)) {
            end++;
        }
        return end;
    }

    /** The middle of the range that a number lies in. */
    private static int middle(int number) {
        int range = 1;
        while (BOUNDS[range] < number) {
            range++;
        }
        return (BOUNDS[range - 1] + 1 + BOUNDS[range]) / 2;
    }

    /** Longer, until it is no hidden shape: one of these may be what others are like. */
    private String unhidden(String shape) {
        StringBuilder out = new StringBuilder(shape);
        while (hidden.containsKey(out.toString())) {
            int last = out.length() - 1;
            while (!ShapeSpace.isFree(out.charAt(last))) {
                last--;
            }
            out.insert(last, out.charAt(last));
        }
        return out.toString();
    }
}
