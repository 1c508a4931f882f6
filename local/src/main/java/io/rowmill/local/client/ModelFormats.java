package io.rowmill.local.client;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.MetadataJson;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.ValueFormat;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.ModelManifest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The formats that a stored model has learned from its source. */
final class ModelFormats implements RowFormats {
    private final DatabaseMetadata metadata;
    private final Map<String, TableTransform> transforms = new HashMap<>();

    private ModelFormats(DatabaseMetadata metadata) {
        this.metadata = metadata;
    }

    static ModelFormats read(Artifacts artifacts, ModelManifest model) throws IOException {
        ModelFormats formats =
                new ModelFormats(MetadataJson.read(model.metadata().toString(), "model " + model.modelId())
                        .metadata());
        for (ModelManifest.ModelTable table : model.tables()) {
            formats.transforms.put(table.table(), artifacts.readJsonBlob(table.transform(), TableTransform.class));
        }
        return formats;
    }

    @Override
    public TableMetadata table(String table) {
        return metadata.table(table);
    }

    @Override
    public ValueFormat format(String table, String column) {
        return isKey(table, column)
                ? new ValueFormat.Text()
                : transforms.get(table).format(column);
    }

    private boolean isKey(String table, String column) {
        return table(table).primaryKey().contains(column)
                || metadata.parentsOf(table).stream()
                        .map(Relationship::childKey)
                        .anyMatch(k -> k.contains(column));
    }
}
