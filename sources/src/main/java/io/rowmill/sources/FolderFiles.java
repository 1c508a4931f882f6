package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A local folder. Links are followed within it; one that leaves it would show a file that nobody has put there. */
public record FolderFiles(Path folder) implements SourceFiles {
    @Override
    public List<String> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw FailureException.rejected("unknown-source", "There is no folder " + folder + ".");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(file(name));
    }

    /** @throws FailureException (Rejected) if it can't be read, or is a link out of the folder */
    public Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            throw FailureException.rejected("invalid-source", "File " + file + " may not be read by this user.");
        }
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw FailureException.rejected(
                    "invalid-source",
                    "File " + file + " is a link to a file outside of its folder; put the file itself there.");
        }
        return file;
    }
}
