package io.rowmill.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The objects of an embedded store as the files they are, read past the store and its client. */
public final class StoredObjects {
    private final Path bucket;

    StoredObjects(Path bucket) {
        this.bucket = bucket;
    }

    /** Keys below a prefix that ends with a slash. */
    public List<String> keys(String prefix) throws IOException {
        Path folder = bucket.resolve(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                // Deleted while it was walked: look again.
                return keys(prefix);
            }
            throw e;
        }
    }

    public JsonNode json(String key) throws IOException {
        return new ObjectMapper().readTree(bucket.resolve(key).toFile());
    }

    /** Raw snapshots, uploads, encoded columns, checkpoints of a run: all that must be gone when it has ended. */
    public List<String> realRows(String runId) throws IOException {
        return keys("runs/" + runId + "/data/");
    }

    /** A training job can be gone on with from where it was at that time, or later. */
    public boolean hasCheckpointSince(Instant time, String runId, String table) throws IOException {
        for (String key : keys("runs/" + runId + "/data/checkpoints/" + table + "/")) {
            if (Files.getLastModifiedTime(bucket.resolve(key)).toInstant().isAfter(time)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one batch of a table's columns can be gone on with. */
    public boolean hasCheckpoint(String runId, String table, String batch) {
        return Files.exists(bucket.resolve("runs/" + runId + "/data/checkpoints/" + table + "/" + batch));
    }

    /** Digest of a table's weights: equal digests are equal bits. */
    public String weights(String runId, String table) throws IOException {
        return weights(runId, table, "all");
    }

    /** Digest of the weights of one batch of a table's columns. */
    public String weights(String runId, String table, String batch) throws IOException {
        return json("runs/" + runId + "/trainer/" + table + "/" + batch + "/manifest.json")
                .at("/weights/digest")
                .asText();
    }
}
