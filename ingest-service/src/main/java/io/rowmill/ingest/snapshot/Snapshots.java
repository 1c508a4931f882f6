package io.rowmill.ingest.snapshot;

import java.util.List;

/** @param tables in the order of the metadata */
public record Snapshots(List<TableSnapshot> tables, List<String> warnings) {
    public Snapshots {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }
}
