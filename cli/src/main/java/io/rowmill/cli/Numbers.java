package io.rowmill.cli;

import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers among options: of the digits 0 to 9 alone, while Java reads those of any script, and 010 as eight. */
final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?");

    private Numbers() {}

    /** For every option and subcommand that the line has by now. */
    static void readBy(CommandLine line) {
        read(line, int.class, Integer.class, WHOLE, "a whole number", Integer::valueOf);
        read(line, long.class, Long.class, WHOLE, "a whole number", Long::valueOf);
        read(line, double.class, Double.class, REAL, "a number", Double::valueOf);
    }

    private static <T> void read(
            CommandLine line,
            Class<T> primitive,
            Class<T> boxed,
            Pattern form,
            String kind,
            Function<String, T> value) {
        CommandLine.ITypeConverter<T> converter = text -> {
            try {
                if (form.matcher(text).matches()) {
                    return value.apply(text);
                }
            } catch (NumberFormatException e) {
                // It is too large.
            }
            throw new TypeConversionException("'" + text + "' is not " + kind + " in digits 0 to 9 that fits");
        };
        line.registerConverter(primitive, converter);
        line.registerConverter(boxed, converter);
    }
}
