package io.rowmill.sources;

import io.rowmill.core.table.csv.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A copy of a source's file for readers that read it at many places: the store gives a stream only. */
record LocalCopy(Path path) implements AutoCloseable {
    /** @param suffix of the copy's name */
    static LocalCopy of(ByteSource source, String suffix) throws IOException {
        LocalCopy copy = new LocalCopy(Files.createTempFile("rowmill-", suffix));
        try (InputStream in = source.open()) {
            Files.copy(in, copy.path, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** An open file can go where the system allows it: then not even a killed process leaves real rows. */
    void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It goes when its reader is closed.
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
