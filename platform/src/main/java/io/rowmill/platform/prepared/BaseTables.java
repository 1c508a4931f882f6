package io.rowmill.platform.prepared;

import io.rowmill.core.linkage.Linkage;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.ModelManifest;
import java.io.IOException;
import java.util.Optional;

/** The tables of the base model of a run. */
public final class BaseTables {
    private final BaseModel base;
    private final ModelManifest model;
    private final Linkage linkage;

    private BaseTables(BaseModel base, ModelManifest model, Linkage linkage) {
        this.base = base;
        this.model = model;
        this.linkage = linkage;
    }

    /** Empty: the run learns everything. */
    public static Optional<BaseTables> of(Artifacts artifacts, IngestManifest ingest) throws IOException {
        Optional<BaseModel> base = ingest.baseModel();
        if (base.isEmpty()) {
            return Optional.empty();
        }
        ModelManifest model = base.get().manifest(artifacts);
        Linkage linkage = Linkage.fromJson(artifacts.readBlob(model.linkage()));
        return Optional.of(new BaseTables(base.get(), model, linkage));
    }

    public ModelManifest.ModelTable table(String name) {
        return model.table(name);
    }

    /** A table that is trained again, or one of its columns is context of one that is. */
    public boolean isRead(String table) {
        return base.trains(table)
                || base.only().stream()
                        .flatMap(p -> linkage.table(p.table()).contexts().stream())
                        .anyMatch(c -> c.column().table().equals(table));
    }
}
