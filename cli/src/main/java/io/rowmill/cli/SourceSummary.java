package io.rowmill.cli;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.platform.artifact.IngestManifest;
import java.util.ArrayList;
import java.util.List;

/** The source as ingest saw it: tables with their keys, foreign keys, warnings. */
final class SourceSummary {
    private SourceSummary() {}

    static List<String> lines(IngestManifest manifest) {
        DatabaseMetadata metadata =
                MetadataJson.read(manifest.metadata().toString(), "metadata").metadata();
        TextTable tables = new TextTable("table", "rows", "columns", "primary key").right(1, 2);
        for (TableMetadata table : metadata.tables()) {
            tables.row(
                    table.name(),
                    Human.count(manifest.snapshot(table.name()).rows()),
                    Integer.toString(table.columns().size()),
                    table.primaryKey().isEmpty() ? "-" : Human.columns(table.primaryKey()));
        }
        List<String> lines = new ArrayList<>(tables.lines());
        if (!metadata.relationships().isEmpty()) {
            TextTable keys = new TextTable("foreign key", "", "");
            for (Relationship r : metadata.relationships()) {
                keys.row(r.childTable() + "." + Human.columns(r.childKey()), "->", r.parentTable());
            }
            lines.add("");
            lines.addAll(keys.lines());
        }
        lines.add("");
        manifest.tables().stream()
                .filter(t -> t.droppedRows() > 0)
                .forEach(t -> lines.add("warning: " + Human.count(t.droppedRows(), "row") + " of table " + t.table()
                        + " broke a key and were dropped"));
        manifest.warnings().forEach(w -> lines.add("warning: " + w));
        return lines;
    }
}
