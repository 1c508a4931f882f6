package io.rowmill.core.table.csv;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a file of rows is written.
 *
 * @param delimiter between two fields; neither a line end nor the quote
 * @param quote around a field that holds a delimiter or a line end, doubled inside it; null: no field is quoted
 * @param quotes which cells the file's writer has quoted
 * @param encoding name of a charset
 * @param byteOrderMark whether the file begins with one
 * @param lineEnd {@code \n}, {@code \r\n} or {@code \r}; a reader takes any of them
 * @param header whether the first record names the columns
 * @param comment first character of lines that are no records; null: there are none
 * @param skipLines number of lines in front of the header that are no records
 * @param nulls unquoted texts that are nulls, beside the empty one; quoted, too, if all cells are quoted. The empty text among them:
 *     a quoted empty field is a null, too
 * @param nullText how a null is written
 */
public record CsvDialect(
        char delimiter,
        @Nullable Character quote,
        Quotes quotes,
        String encoding,
        boolean byteOrderMark,
        String lineEnd,
        boolean header,
        @Nullable Character comment,
        int skipLines,
        List<String> nulls,
        String nullText) {
    /** Commas and UTF-8: RFC 4180. */
    public static final CsvDialect PLAIN =
            new CsvDialect(',', '"', Quotes.NEEDED, "UTF-8", false, "\n", true, null, 0, List.of(), "");

    /** Which cells are quoted, if a file has quotes. */
    public enum Quotes {
        /** Cells that could be misread without. */
        NEEDED,
        /** All cells but numbers and nulls. */
        TEXTS,
        /** All cells but nulls. */
        ALL
    }

    public CsvDialect {
        Objects.requireNonNull(quotes);
        Objects.requireNonNull(lineEnd);
        Objects.requireNonNull(nullText);
        Charset.forName(encoding);
        nulls = List.copyOf(nulls);
        if (isLineEnd(delimiter) || delimiter == 0 || (quote != null && (quote == delimiter || isLineEnd(quote)))) {
            throw new IllegalArgumentException("delimiter and quote must differ, and be no line ends");
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    public Charset charset() {
        return Charset.forName(encoding);
    }

    /** The same, with nulls written so. */
    public CsvDialect withNullText(String text) {
        return new CsvDialect(
                delimiter, quote, quotes, encoding, byteOrderMark, lineEnd, header, comment, skipLines, nulls, text);
    }

    /** A delimiter as a message names it. */
    static String name(char delimiter) {
        return switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "vertical bar";
            case ' ' -> "space";
            default ->
                Character.isISOControl(delimiter)
                        ? String.format("character \\u%04x", (int) delimiter)
                        : "'" + delimiter + "'";
        };
    }

    /** For a line of output: {@code ';', windows-1252}. */
    public String describe() {
        StringBuilder out = new StringBuilder();
        boolean visible = delimiter > ' ' && !Character.isISOControl(delimiter);
        out.append(visible ? "'" + delimiter + "'" : name(delimiter))
                .append(", ")
                .append(encoding);
        if (byteOrderMark) {
            out.append(" with byte order mark");
        }
        if (quote == null) {
            out.append(", no quotes");
        } else if (quote != '"') {
            out.append(", quote ").append(quote);
        }
        if (!header) {
            out.append(", no header");
        }
        return out.toString();
    }
}
