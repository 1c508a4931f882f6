package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.sources.FolderFiles;
import io.rowmill.sources.JdbcUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A user's reference to the real rows. */
public sealed interface SourceRef {
    /** Maximum length of a CSV file's name, in bytes of UTF-8. */
    int MAX_NAME_BYTES = 200;

    /** A database that the ingest service can reach. */
    record Database(String url) implements SourceRef {}

    /** A folder of {@code <table>.csv} or {@code <table>.csv.gz} on this machine. */
    record Folder(Path path) implements SourceRef {}

    /**
     * @param text {@code jdbc:...} or a path
     * @throws FailureException (Rejected) for a password in a URL, or a folder without CSV files
     */
    static SourceRef of(String text) {
        return JdbcUrl.isJdbc(text) ? new Database(new JdbcUrl(text).text()) : new Folder(checked(folder(text)));
    }

    private static Path folder(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw FailureException.rejected("no-source", "The source is neither a folder nor a jdbc: URL.");
        }
    }

    private static Path checked(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw FailureException.rejected("no-source", "Source " + folder + " is neither a folder nor a jdbc: URL.");
        }
        try {
            if (tableFiles(folder).isEmpty()) {
                throw FailureException.rejected(
                        "no-source", "Folder " + folder + " holds no .csv or .csv.gz file directly in it.");
            }
        } catch (IOException e) {
            throw FailureException.rejected("no-source", "Folder " + folder + " can't be read.");
        }
        return folder;
    }

    /** The CSV files directly in a folder, sorted by name. */
    static List<Path> tableFiles(Path folder) throws IOException {
        FolderFiles files = new FolderFiles(folder);
        List<Path> tables = new ArrayList<>();
        for (String name : files.list()) {
            if (name.matches(".+\\.csv(\\.gz)?")) {
                requireRoom(name);
                tables.add(files.file(name));
            }
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
