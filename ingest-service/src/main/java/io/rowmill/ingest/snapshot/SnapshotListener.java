package io.rowmill.ingest.snapshot;

/** Told about once a second, and at the end of each table, on the reading thread. */
@FunctionalInterface
public interface SnapshotListener {
    SnapshotListener SILENT = (table, rows, rowsPerSecond) -> {};

    /** May throw to stop the reading. */
    void onProgress(String table, long rows, double rowsPerSecond);
}
