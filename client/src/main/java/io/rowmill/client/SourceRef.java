package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.FolderFiles;
import io.rowmill.sources.JdbcUrl;
import io.rowmill.sources.TableFileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A user's reference to the real rows. */
public sealed interface SourceRef {
    /** Maximum length of a file's name, in bytes of UTF-8. */
    int MAX_NAME_BYTES = 200;

    /** A database that the ingest service can reach. */
    record Database(String url) implements SourceRef {}

    /**
     * A folder of files on this machine, named after their tables.
     *
     * @param options what is said about the files, by the names in {@link CsvOptions}; the rest is detected
     */
    record Folder(Path path, Map<String, String> options) implements SourceRef {
        public Folder {
            options = Map.copyOf(options);
        }

        /** Everything is detected. */
        public Folder(Path path) {
            this(path, Map.of());
        }

        /** The files as a source of rows. */
        public CsvSource open() {
            return new CsvSource(new FolderFiles(path), CsvOptions.of(options));
        }
    }

    /**
     * @param text {@code jdbc:...} or a path
     * @throws FailureException (Rejected) for a password in a URL, or a folder without files of rows
     */
    static SourceRef of(String text) {
        return of(text, Map.of());
    }

    /**
     * @param text {@code jdbc:...} or a path
     * @param options of {@link Folder}
     * @throws FailureException (Rejected) for a password in a URL, a folder without files of rows, or options that make no sense
     */
    static SourceRef of(String text, Map<String, String> options) {
        if (!JdbcUrl.isJdbc(text)) {
            return checked(new Folder(folder(text), options));
        }
        if (!options.isEmpty()) {
            throw FailureException.rejected(
                    "invalid-source",
                    "Options of files (" + String.join(", ", new TreeSet<>(options.keySet()))
                            + ") make no sense for a database: leave them out.");
        }
        return new Database(new JdbcUrl(text).text());
    }

    private static Path folder(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw FailureException.rejected("no-source", "The source is neither a folder nor a jdbc: URL.");
        }
    }

    private static Folder checked(Folder source) {
        Path folder = source.path();
        if (!Files.isDirectory(folder)) {
            throw FailureException.rejected("no-source", "Source " + folder + " is neither a folder nor a jdbc: URL.");
        }
        try {
            if (tableFiles(source).isEmpty()) {
                throw FailureException.rejected(
                        "no-source",
                        "Folder " + folder + " holds no file of rows directly in it: " + TableFileName.KINDS + ".");
            }
        } catch (IOException e) {
            throw FailureException.rejected("no-source", "Folder " + folder + " can't be read.");
        }
        return source;
    }

    /** The files of rows directly in a folder, sorted by name. */
    static List<Path> tableFiles(Folder source) throws IOException {
        FolderFiles files = new FolderFiles(source.path());
        List<Path> tables = new ArrayList<>();
        for (String name : source.open().tableFiles()) {
            requireRoom(name);
            tables.add(files.file(name));
        }
        return tables;
    }

    /** Stores that keep objects as files add a suffix to the names of unfinished ones, so a name must leave room for it. */
    private static void requireRoom(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_NAME_BYTES) {
            throw FailureException.rejected(
                    "invalid-source",
                    "File " + name + ": a file's name may have " + MAX_NAME_BYTES
                            + " bytes of UTF-8 at most, and this one has " + bytes + ": rename it.");
        }
    }
}
