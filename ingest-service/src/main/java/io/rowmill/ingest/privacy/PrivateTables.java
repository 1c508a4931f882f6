package io.rowmill.ingest.privacy;

import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.random.Seed;
import io.rowmill.core.settings.PrivacyOptions;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.standin.Scratch;
import io.rowmill.core.standin.StandIns;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.ingest.snapshot.Snapshots;
import io.rowmill.ingest.snapshot.TableSnapshot;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest.Snapshot;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.privacy.RealData;
import io.rowmill.platform.privacy.StoredLedger;
import io.rowmill.platform.snapshot.SnapshotRows;
import io.rowmill.platform.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the real rows of a run what has to be known of them, and stores stand-ins where others look for snapshots. */
public final class PrivateTables {
    private final Artifacts artifacts;
    private final RunData data;
    private final Path dir;
    private final Map<TableRows, Path> files = new HashMap<>();

    /** @param dir where rows and keys are kept meanwhile */
    public PrivateTables(Artifacts artifacts, RunData data, Path dir) {
        this.artifacts = artifacts;
        this.data = data;
        this.dir = dir;
    }

    /**
     * What the run goes on with.
     *
     * @param metadata with the drivers by which rows belong to their units
     * @param tables the stand-ins
     */
    public record Stored(DatabaseMetadata metadata, List<Snapshot> tables, PrivacyPlan plan) {}

    /**
     * @param options of the run, under differential privacy
     * @param styles how files of the source are written, by table
     */
    public Stored store(
            String runId,
            Snapshots snapshots,
            RunSettings settings,
            PrivacyOptions options,
            Map<String, FileStyle> styles)
            throws IOException {
        Map<String, TableRows> rows = new LinkedHashMap<>();
        for (TableSnapshot snapshot : snapshots.tables()) {
            TableMetadata table = snapshots.metadata().table(snapshot.table());
            rows.put(table.name(), known(new SnapshotRows(snapshot.path(), table), snapshot.path()));
        }
        StandIns.Made made = StandIns.make(
                snapshots.metadata(),
                rows,
                new StandIns.Asking(
                        options,
                        table -> settings.options(table).rowsPerUnit(),
                        new StoredLedger(
                                artifacts,
                                runId,
                                options.epsilon(),
                                options.delta().orElse(StandIns.MOST_DELTA)),
                        scratch(),
                        dir,
                        new Seed(settings.options().seed()).derive(Stages.INGEST)));
        RealData real = new RealData(artifacts, runId);
        real.keep(upload(made.database(), made.real(), real.files(), styles));
        return new Stored(made.database(), upload(made.database(), made.standIns(), data, styles), made.plan());
    }

    private TableRows known(TableRows rows, Path file) {
        files.put(rows, file);
        return rows;
    }

    private Scratch scratch() {
        return (table, name, writer) -> {
            Path file = dir.resolve(name + ".avro");
            try (SnapshotWriter out = new SnapshotWriter(file, table)) {
                writer.writeTo(out::write);
            }
            return known(new SnapshotRows(file, table), file);
        };
    }

    /** How a file is written follows from its rows: a single one may change it. */
    private List<Snapshot> upload(
            DatabaseMetadata metadata, Map<String, TableRows> tables, RunData to, Map<String, FileStyle> styles)
            throws IOException {
        List<Snapshot> out = new ArrayList<>();
        for (Map.Entry<String, TableRows> table : tables.entrySet()) {
            Path file = files.get(table.getValue());
            RunData.Stored stored = to.putSnapshot(table.getKey(), file);
            out.add(new Snapshot(
                    table.getKey(),
                    table.getValue().rowCount(),
                    0,
                    stored.key(),
                    stored.digest(),
                    stored.size(),
                    metadata.isCopied(table.getKey()) ? styles.get(table.getKey()) : null));
        }
        return out;
    }
}
