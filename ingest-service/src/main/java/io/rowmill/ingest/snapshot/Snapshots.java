package io.rowmill.ingest.snapshot;

import io.rowmill.core.metadata.DatabaseMetadata;
import java.util.List;

/**
 * @param metadata what was read: as it was given, or as far as guessed keys have proved true
 * @param tables in the order of the metadata
 */
public record Snapshots(DatabaseMetadata metadata, List<TableSnapshot> tables, List<String> warnings) {
    public Snapshots {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }
}
