package io.rowmill.core.table.csv;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.text.NearestName;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What somebody says about the files of a source. What isn't said is detected, or is as in {@link CsvDialect#PLAIN}.
 *
 * @param delimiter empty: detected
 * @param encoding empty: detected
 * @param quote empty: detected; holding an empty one: no quotes
 * @param nulls see {@link CsvDialect#nulls}
 */
public record CsvOptions(
        Optional<Character> delimiter,
        Optional<Charset> encoding,
        Optional<Optional<Character>> quote,
        int skipLines,
        Optional<Character> comment,
        List<String> nulls,
        boolean header) {
    public static final String DELIMITER = "delimiter";
    public static final String ENCODING = "encoding";
    public static final String QUOTE = "quote";
    public static final String SKIP_LINES = "skip-lines";
    public static final String COMMENT = "comment";
    public static final String NULL = "null";
    public static final String HEADER = "header";
    private static final List<String> ALL = List.of(DELIMITER, ENCODING, QUOTE, SKIP_LINES, COMMENT, NULL, HEADER);

    /** Nothing is said. */
    public static final CsvOptions NONE =
            new CsvOptions(Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty(), List.of(), true);

    private static final Map<String, Character> NAMED =
            Map.of("comma", ',', "semicolon", ';', "tab", '\t', "\\t", '\t', "pipe", '|', "space", ' ');
    private static final int MOST_SKIPPED = 1_000_000;

    public CsvOptions {
        nulls = List.copyOf(nulls);
    }

    /**
     * Reads options as a request holds them.
     *
     * @param options by name; several null texts are separated by commas
     * @throws FailureException (Rejected) with everything that is wrong with them
     */
    public static CsvOptions of(Map<String, String> options) {
        List<String> errors = new ArrayList<>();
        for (String name : new TreeMap<>(options).keySet()) {
            if (!ALL.contains(name)) {
                errors.add("Source option '" + name + "' is unknown" + NearestName.hint(name, ALL) + ".");
            }
        }
        Optional<Character> delimiter = character(options, DELIMITER, errors);
        boolean none = "none".equals(options.get(QUOTE));
        Optional<Character> quoted = none ? Optional.empty() : character(options, QUOTE, errors);
        Optional<Optional<Character>> quote = none || quoted.isPresent() ? Optional.of(quoted) : Optional.empty();
        if (delimiter.isPresent() && quoted.equals(delimiter)) {
            errors.add("Source options 'delimiter' and 'quote' must not be the same character.");
        }
        CsvOptions read = new CsvOptions(
                delimiter,
                charset(options, errors),
                quote,
                skipLines(options, errors),
                character(options, COMMENT, errors),
                options.containsKey(NULL) ? List.of(options.get(NULL).split(",", -1)) : List.of(),
                header(options, errors));
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-source", errors);
        }
        return read;
    }

    /** The same for files without lines in front of the header. */
    public CsvOptions withoutSkippedLines() {
        return new CsvOptions(delimiter, encoding, quote, 0, comment, nulls, header);
    }

    private static Optional<Character> character(Map<String, String> options, String name, List<String> errors) {
        String text = options.get(name);
        if (text == null) {
            return Optional.empty();
        }
        Character c = text.length() == 1 ? Character.valueOf(text.charAt(0)) : NAMED.get(text);
        if (c == null || c == '\n' || c == '\r' || c == 0) {
            errors.add("Source option '" + name
                    + "' must be one character (or comma, semicolon, tab, pipe, space), and no line end.");
            return Optional.empty();
        }
        return Optional.of(c);
    }

    private static Optional<Charset> charset(Map<String, String> options, List<String> errors) {
        String name = options.get(ENCODING);
        if (name == null) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(name);
            if (charset.canEncode()) {
                return Optional.of(charset);
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // Said below.
        }
        errors.add(
                "Source option 'encoding' is no encoding that Java knows: UTF-8, UTF-16LE, windows-1252 and ISO-8859-1"
                        + " are some.");
        return Optional.empty();
    }

    private static int skipLines(Map<String, String> options, List<String> errors) {
        String text = options.getOrDefault(SKIP_LINES, "0");
        if (text.matches("\\d{1,7}") && Integer.parseInt(text) <= MOST_SKIPPED) {
            return Integer.parseInt(text);
        }
        errors.add("Source option 'skip-lines' must be a whole number from 0 to " + MOST_SKIPPED + ".");
        return 0;
    }

    private static boolean header(Map<String, String> options, List<String> errors) {
        String text = options.getOrDefault(HEADER, "true");
        if (!text.equals("true") && !text.equals("false")) {
            errors.add("Source option 'header' must be true or false.");
        }
        return !text.equals("false");
    }
}
