package io.rowmill.sources;

import java.util.List;
import java.util.Optional;

/**
 * A file's name, taken apart.
 *
 * @param table what stands before the suffix
 * @param suffix in small letters, without {@code .gz}
 */
public record TableFileName(String table, String suffix) {
    private static final String GZIPPED = ".gz";
    private static final List<String> SUFFIXES =
            List.of(".csv", ".tsv", ".tab", ".txt", ".jsonl", ".ndjson", ".xlsx", ".parquet");

    /** For messages: what a file of rows may be called. */
    public static final String KINDS = "<table>.csv, .tsv, .txt or .jsonl, also with .gz, or <table>.xlsx or .parquet";

    /** @return empty if nothing that is called so is read */
    public static Optional<TableFileName> of(String file) {
        String name = file.endsWith(GZIPPED) ? file.substring(0, file.length() - GZIPPED.length()) : file;
        for (String suffix : SUFFIXES) {
            boolean ends = name.regionMatches(true, name.length() - suffix.length(), suffix, 0, suffix.length());
            if (ends && name.length() > suffix.length()) {
                return Optional.of(new TableFileName(name.substring(0, name.length() - suffix.length()), suffix));
            }
        }
        return Optional.empty();
    }

    boolean isJson() {
        return suffix.equals(".jsonl") || suffix.equals(".ndjson");
    }

    /** Whether it is a workbook. */
    boolean isWorkbook() {
        return suffix.equals(".xlsx");
    }

    boolean isParquet() {
        return suffix.equals(".parquet");
    }

    /** Whether files of any text are called so, too. */
    boolean isVague() {
        return suffix.equals(".txt");
    }
}
