package io.rowmill.platform.prepared;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.Stages;
import java.io.IOException;

/** How the tables of a run are learned: as linkage prepared them again, else as preprocess did. */
public final class PreparedTables {
    private final Artifacts artifacts;
    private final LinkageManifest linkage;

    private PreparedTables(Artifacts artifacts, LinkageManifest linkage) {
        this.artifacts = artifacts;
        this.linkage = linkage;
    }

    public static PreparedTables of(Artifacts artifacts, LinkageManifest linkage) {
        return new PreparedTables(artifacts, linkage);
    }

    /** As preprocess left a table, before linkage. */
    public static PreprocessManifest first(Artifacts artifacts, String runId, String table) throws IOException {
        return artifacts.read(ArtifactKeys.tableManifest(runId, Stages.PREPROCESS, table), PreprocessManifest.class);
    }

    public PreprocessManifest table(String table) throws IOException {
        var again = linkage.preparedAgain(table);
        return again.isPresent() ? again.get() : first(artifacts, linkage.runId(), table);
    }
}
