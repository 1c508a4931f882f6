package io.rowmill.linkage;

import io.rowmill.core.linkage.Attribute;
import io.rowmill.core.linkage.LinkageSource;
import io.rowmill.core.linkage.TableFacts;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.sampling.TransformedContent;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A prepared run as linkage reads it: keys from the snapshots, attributes from the encoded columns. */
final class PreparedSource implements LinkageSource {
    private final Artifacts artifacts;
    private final RunData data;
    private final IngestManifest ingest;
    private final DatabaseMetadata database;
    private final Path dir;
    private final Map<String, PreprocessManifest> prepared = new HashMap<>();
    private final Map<String, TransformedContent> contents = new HashMap<>();

    PreparedSource(Artifacts artifacts, RunData data, IngestManifest ingest, DatabaseMetadata database, Path dir)
            throws IOException {
        this.artifacts = artifacts;
        this.data = data;
        this.ingest = ingest;
        this.database = database;
        this.dir = dir;
        for (TableMetadata table : database.tables()) {
            String key = ArtifactKeys.tableManifest(ingest.runId(), Stages.PREPROCESS, table.name());
            prepared.put(table.name(), artifacts.read(key, PreprocessManifest.class));
        }
    }

    @Override
    public TableRows rows(String table) throws IOException {
        return data.snapshot(ingest.snapshot(table), database.table(table), dir);
    }

    @Override
    public List<String> contentColumns(String table) {
        return prepared.get(table).learnedColumns().stream()
                .map(PreprocessManifest.EncodedColumn::column)
                .toList();
    }

    @Override
    public Attribute attribute(String table, String column) throws IOException {
        PreprocessManifest manifest = prepared.get(table);
        TransformedContent content = contents.get(table);
        if (content == null) {
            content = new TransformedContent(artifacts.readJsonBlob(manifest.transform(), TableTransform.class));
            contents.put(table, content);
        }
        return content.attribute(
                column, data.encodedColumn(manifest.column(column), dir).parts());
    }

    /** Row counts, and which foreign keys are null somewhere. */
    Map<String, TableFacts> facts() throws IOException {
        Map<String, TableFacts> facts = new HashMap<>();
        for (TableMetadata table : database.tables()) {
            long rows = ingest.snapshot(table.name()).rows();
            facts.put(table.name(), new TableFacts(rows, nullableKeys(table)));
        }
        return facts;
    }

    private Set<String> nullableKeys(TableMetadata table) throws IOException {
        List<Relationship> keys = database.parentsOf(table.name());
        Set<String> nullable = new HashSet<>();
        if (keys.isEmpty()) {
            return nullable;
        }
        try (RowCursor cursor = rows(table.name()).open()) {
            while (cursor.advance() && nullable.size() < keys.size()) {
                for (Relationship key : keys) {
                    if (hasNull(table, key, cursor)) {
                        nullable.add(key.name());
                    }
                }
            }
        }
        return nullable;
    }

    private static boolean hasNull(TableMetadata table, Relationship key, RowCursor cursor) {
        return key.childKey().stream()
                .anyMatch(c -> cursor.value(table.indexOf(c).orElseThrow()) == null);
    }
}
