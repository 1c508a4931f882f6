package io.rowmill.ingest.snapshot;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Told about once a second, and at the end of each table, on the reading thread. */
@FunctionalInterface
public interface SnapshotListener {
    SnapshotListener SILENT = (table, rows, rowsPerSecond) -> {};

    /** @param cancelled true: the reading stops with {@link CancellationException} */
    static SnapshotListener stoppedBy(BooleanSupplier cancelled) {
        return (table, rows, rowsPerSecond) -> {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the reading of table " + table + " was cancelled");
            }
        };
    }

    /** May throw to stop the reading. */
    void onProgress(String table, long rows, double rowsPerSecond);
}
