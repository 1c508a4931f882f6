package io.rowmill.platform.artifact;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.TableRows;
import io.rowmill.platform.snapshot.SnapshotRows;
import io.rowmill.platform.storage.Digests;
import io.rowmill.platform.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real rows of one run, raw and encoded. All code writes, reads and deletes them through this class. It downloads files to the
 * caller's directory and checks their digests.
 */
public final class RunData {
    private final ObjectStore store;
    private final String runId;
    private final String part;

    public RunData(ObjectStore store, String runId) {
        this(store, runId, "");
    }

    /** @param part folder below the run's data that files are written to; empty: none of its own */
    private RunData(ObjectStore store, String runId, String part) {
        this.store = store;
        this.runId = runId;
        this.part = part;
    }

    /** Of a run under differential privacy: its real rows, while the run's data is made of noised answers. */
    public static RunData ofReal(ObjectStore store, String runId) {
        return new RunData(store, runId, "real/");
    }

    /** A file of real rows in storage. */
    public record Stored(String key, String digest, long size) {}

    public Stored putSnapshot(String table, Path file) throws IOException {
        return put(ArtifactKeys.snapshot(runId, table), file);
    }

    public Stored putEncodedColumn(String table, int column, Path file) throws IOException {
        return put(ArtifactKeys.encodedColumn(runId, table, column), file);
    }

    /** Like {@link #putEncodedColumn}, of a table that linkage encodes again. */
    public Stored putEncodedAgain(String table, int column, Path file) throws IOException {
        return put(ArtifactKeys.encodedAgain(runId, table, column), file);
    }

    public Stored putParentIndex(int relationship, Path file) throws IOException {
        return put(ArtifactKeys.parentIndex(runId, relationship), file);
    }

    public Stored putSiblingOrder(int table, Path file) throws IOException {
        return put(ArtifactKeys.siblingOrder(runId, table), file);
    }

    public Stored putParentLevel(int level, Path file) throws IOException {
        return put(ArtifactKeys.parentLevel(runId, level), file);
    }

    private Stored put(String common, Path file) throws IOException {
        String own = ArtifactKeys.runData(runId);
        String key = own + part + common.substring(own.length());
        store.put(key, file);
        return new Stored(key, Digests.sha256(file), Files.size(file));
    }

    /** @param dir the snapshot is kept there while it is read */
    public TableRows snapshot(IngestManifest.Snapshot snapshot, TableMetadata metadata, Path dir) throws IOException {
        Path file = fetch(new Stored(snapshot.key(), snapshot.digest(), snapshot.size()), dir);
        return new SnapshotRows(file, metadata);
    }

    /** @param dir the column is mapped from there */
    public EncodedColumnFile encodedColumn(PreprocessManifest.EncodedColumn column, Path dir) throws IOException {
        return EncodedColumnFile.map(fetch(new Stored(column.key(), column.digest(), column.size()), dir));
    }

    /** @param dir the index is mapped from there */
    public EncodedColumnFile parentIndex(LinkageManifest.ParentIndex index, Path dir) throws IOException {
        return EncodedColumnFile.map(fetch(new Stored(index.key(), index.digest(), index.size()), dir));
    }

    /** @param dir the index is mapped from there */
    public EncodedColumnFile siblingOrder(LinkageManifest.SiblingOrder order, Path dir) throws IOException {
        return EncodedColumnFile.map(fetch(new Stored(order.key(), order.digest(), order.size()), dir));
    }

    /** @param dir the level is mapped from there */
    public EncodedColumnFile parentLevel(LinkageManifest.ParentLevel level, Path dir) throws IOException {
        return EncodedColumnFile.map(fetch(new Stored(level.key(), level.digest(), level.size()), dir));
    }

    private Path fetch(Stored stored, Path dir) throws IOException {
        String own = ArtifactKeys.runData(runId);
        if (!stored.key().startsWith(own)) {
            throw FailureException.defect(
                    "tampered-artifact", "A manifest of " + runId + " points outside the run's data.");
        }
        Path file = dir.resolve(stored.key().substring(own.length()).replace('/', '-'));
        if (Files.exists(file)) {
            return file;
        }
        store.download(stored.key(), file);
        if (!Digests.sha256(file).equals(stored.digest())) {
            throw FailureException.defect(
                    "tampered-artifact", stored.key() + " is not what was written: its digest differs.");
        }
        return file;
    }

    /** Deletes every real row of the run, with its checkpoints. */
    public void delete() throws IOException {
        store.deletePrefix(ArtifactKeys.runData(runId));
    }
}
