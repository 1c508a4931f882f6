package io.rowmill.local.client;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the real rows are, as a user names it. */
public sealed interface SourceRef {
    /** A database that the ingest service can reach. */
    record Database(String url) implements SourceRef {}

    /** A folder of {@code <table>.csv} or {@code <table>.csv.gz} on this machine. */
    record Folder(Path path) implements SourceRef {}

    /** A password parameter, or user:password before the host. */
    Pattern PASSWORD = Pattern.compile("(?i)[?;&]\\s*(password|pwd|sslpassword)\\s*=|//[^/@?;]*:[^/@?;]*@");

    /**
     * @param text {@code jdbc:...} or a path
     * @throws FailureException (Rejected) for a password in a URL, or a folder without CSV files
     */
    static SourceRef of(String text) {
        if (!text.startsWith("jdbc:")) {
            return new Folder(checked(Path.of(text)));
        }
        if (PASSWORD.matcher(text).find()) {
            throw FailureException.rejected(
                    "password-in-url",
                    "A password does not belong into a URL: give it as ROWMILL_SOURCE_PASSWORD in the environment.");
        }
        return new Database(text);
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
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().matches(".+\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        }
    }
}
