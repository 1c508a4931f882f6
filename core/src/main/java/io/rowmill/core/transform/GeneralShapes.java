package io.rowmill.core.transform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Shapes for the rows whose own must not be told. First those that enough of the rows share when the lengths of their runs
 * of letters and digits are rounded, then that of a mail address, if so many are one; for the rest, {@link WordShapes} put together anew. None of the hidden shapes is among
 * them.
 */
final class GeneralShapes {
    /** Ranges of the length of a run; within a range all count as its middle. */
    private static final int[] BOUNDS = {0, 1, 2, 4, 7, 12, 20, 33, 54, 88, 143, ShapeSpace.MAX_LENGTH};

    /** Mail addresses are alike however their names are put together. */
    private static final Pattern MAIL_ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[Aa]{2,}");

    private static final String ANY_MAIL_ADDRESS = "aaaaaa@aaaaaaaa.aaa";

    /** From what tells more to what tells less; what is in no way general is left as it is. */
    private static final List<UnaryOperator<String>> STEPS =
            List.of(GeneralShapes::rounded, GeneralShapes::mailAddress);

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
     * @param alike gets the general shapes that are common
     * @return those of the shapes that are rare in every general form
     */
    static Map<String, Long> takeAlike(Map<String, Long> shapes, Protection protection, Map<String, Long> alike) {
        Map<String, Long> rest = new LinkedHashMap<>(shapes);
        for (UnaryOperator<String> step : STEPS) {
            Map<String, Long> general = new LinkedHashMap<>();
            rest.forEach((shape, rows) -> general.merge(step.apply(shape), rows, Long::sum));
            general.entrySet().removeIf(e -> protection.isRare(e.getValue()) || ShapeSpace.isItsOwnValue(e.getKey()));
            general.forEach((shape, rows) -> alike.merge(shape, rows, Long::sum));
            rest.keySet().removeIf(shape -> general.containsKey(step.apply(shape)));
        }
        return rest;
    }

    private static String mailAddress(String shape) {
        return MAIL_ADDRESS.matcher(shape).matches() ? ANY_MAIL_ADDRESS : shape;
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
