package io.rowmill.cli;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.Source;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a user says about files of text, where it can't be detected or is detected wrongly. */
final class FileOptions {
    @Option(
            names = "--delimiter",
            paramLabel = "C",
            description = "Files: what stands between two fields: one character, or comma, semicolon, tab, pipe, space."
                    + " Default: detected.")
    private @Nullable String delimiter;

    @Option(
            names = "--encoding",
            paramLabel = "E",
            description = "Files: UTF-8, UTF-16LE, UTF-16BE, windows-1252, latin1, or any other that Java knows."
                    + " Default: detected among these.")
    private @Nullable String encoding;

    @Option(
            names = "--quote",
            paramLabel = "C",
            description =
                    "Files: what stands around a field that holds a delimiter; none: there are no quotes. Default: detected.")
    private @Nullable String quote;

    @Option(
            names = "--skip-lines",
            paramLabel = "N",
            description = "Files: number of lines in front of the header. Default: 0.")
    private @Nullable String skipLines;

    @Option(
            names = "--comment",
            paramLabel = "C",
            description = "Files: lines that begin with this character are no rows. Default: there are none.")
    private @Nullable String comment;

    @Option(
            names = "--null",
            paramLabel = "TEXT[,TEXT]",
            description =
                    "Files: texts that are nulls, such as NA, beside the empty field. A quoted one is a text, unless all"
                            + " cells are quoted.")
    private @Nullable String nulls;

    @Option(
            names = "--no-header",
            description = "Files: the first line is a row; the columns are named column_1, column_2 and so on.")
    private boolean noHeader;

    /** By the names in {@link CsvOptions}; without what isn't said. */
    Map<String, String> asMap() {
        Map<String, @Nullable String> all = new HashMap<>();
        all.put(CsvOptions.DELIMITER, delimiter);
        all.put(CsvOptions.ENCODING, encoding);
        all.put(CsvOptions.QUOTE, quote);
        all.put(CsvOptions.SKIP_LINES, skipLines);
        all.put(CsvOptions.COMMENT, comment);
        all.put(CsvOptions.NULL, nulls);
        all.put(CsvOptions.HEADER, noHeader ? "false" : null);
        Map<String, String> said = new HashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                said.put(name, value);
            }
        });
        return said;
    }

    /** @throws FailureException (Rejected) with everything that is wrong with them */
    CsvOptions read() {
        return CsvOptions.of(asMap());
    }

    /** Prints a line for each file: what was found out about it. */
    static void describe(Console console, Source source) throws IOException {
        if (source instanceof CsvSource files) {
            files.describe().forEach(line -> console.say("file        " + line));
        }
    }
}
