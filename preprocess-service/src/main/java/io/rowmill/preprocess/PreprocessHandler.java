package io.rowmill.preprocess;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.DeclaredCheck.Above;
import io.rowmill.core.rules.DeclaredRules;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.RuleFinder;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.settings.TableOptions;
import io.rowmill.core.table.CopiedRows;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.NullStrategy;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.prepared.BaseTables;
import io.rowmill.platform.prepared.TablePreparation;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.TableIngested;
import io.rowmill.schemas.TablePrepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares one table: fits its transforms on the snapshot, encodes its content columns, stores both. */
final class PreprocessHandler implements JobHandler<TableIngested> {
    private static final Logger LOG = LoggerFactory.getLogger(PreprocessHandler.class);

    private final Artifacts artifacts;
    private final Function<String, RunData> runData;
    private final Path workDir;

    PreprocessHandler(Artifacts artifacts, Function<String, RunData> runData, Path workDir) {
        this.artifacts = artifacts;
        this.runData = runData;
        this.workDir = workDir;
    }

    @Override
    public void handle(TableIngested event, Job job) throws IOException {
        String key = ArtifactKeys.tableManifest(event.getRunId(), Stages.PREPROCESS, event.getTable());
        if (artifacts.find(key, PreprocessManifest.class).isEmpty()) {
            IngestManifest ingest =
                    artifacts.read(ArtifactKeys.stageManifest(event.getRunId(), Stages.INGEST), IngestManifest.class);
            artifacts.createOnce(key, prepare(ingest, event.getTable()), PreprocessManifest.class);
        }
        job.publish(
                Topics.TABLES_PREPARED,
                event.getRunId(),
                new TablePrepared(event.getRunId(), event.getTable(), event.getTables(), key));
    }

    private PreprocessManifest prepare(IngestManifest ingest, String name) throws IOException {
        DatabaseMetadata database = ingest.database();
        RunData data = runData.apply(ingest.runId());
        try (JobDir dir = new JobDir(workDir, ingest.runId())) {
            TableMetadata learned = TablePreparation.withoutKeys(database, database.table(name));
            TableRows rows = data.snapshot(ingest.snapshot(name), learned, dir.path());
            TablePreparation table = new TablePreparation(artifacts, data, ingest, name, Stages.PREPROCESS, dir.path());
            Optional<BaseTables> base = BaseTables.of(artifacts, ingest);
            if (base.isPresent()) {
                return again(base.get(), table, rows);
            }
            if (database.isCopied(name)) {
                return copied(
                        ingest, table, rows, data.snapshot(ingest.snapshot(name), database.table(name), dir.path()));
            }
            Set<String> unique = AlternateKeys.of(database, name).distinguishing();
            boolean searched = ingest.options(name).rules() || DeclaredRules.any(database, name);
            Map<String, ValueFormat> formats = searched ? TableTransform.formats(rows, Set.of()) : Map.of();
            TableRules rules =
                    searched ? rules(ingest.options(name), rows, database, unique, formats) : TableRules.none(name);
            PreprocessManifest prepared = table.fit(rows, rules, ParentCells.NONE, Map.of(), formats);
            LOG.info(
                    "prepared table {}: {} rows, {} content columns, {} rules between columns",
                    name,
                    rows.rowCount(),
                    prepared.columns().size(),
                    rules.derivations().size());
            return prepared;
        }
    }

    /**
     * What is encoded of it tells about rows that refer to it.
     *
     * @param whole rows with all columns as they are declared
     */
    private PreprocessManifest copied(IngestManifest ingest, TablePreparation table, TableRows rows, TableRows whole)
            throws IOException {
        String name = whole.metadata().name();
        PreprocessManifest prepared = table.fit(rows, TableRules.none(name), ParentCells.NONE, Map.of(), Map.of());
        TableTransform transform = artifacts.readJsonBlob(prepared.transform(), TableTransform.class);
        LOG.info("{}: copied table {}: {} rows", ingest.runId(), name, whole.rowCount());
        return prepared.copied(artifacts.putJsonBlob(CopiedRows.of(whole, transform::format)));
    }

    /** What rules read of parents' rows is at hand in linkage only, which then encodes the table. */
    private PreprocessManifest again(BaseTables base, TablePreparation table, TableRows rows) throws IOException {
        String name = rows.metadata().name();
        TableRules rules = artifacts.rules(name, base.table(name).rules());
        return base.isRead(name) && rules.ofParents().isEmpty()
                ? table.again(rows, base.table(name), rules, ParentCells.NONE)
                : table.later(rows, base.table(name));
    }

    /** A column with a transform of the user's own, without repetitions, or by which rows follow one another is not made from others. */
    private static TableRules rules(
            TableOptions options,
            TableRows rows,
            DatabaseMetadata database,
            Set<String> unique,
            Map<String, ValueFormat> formats)
            throws IOException {
        TableMetadata table = database.table(rows.metadata().name());
        Set<String> rewritten = options.transforms().keySet();
        DeclaredRules.requireNone(rewritten, database, table.name());
        DeclaredRules declared = DeclaredRules.of(rows, database, formats, options.protection(), Above.NONE);
        Set<String> kept = new HashSet<>(unique);
        kept.addAll(rewritten);
        table.sequenceIndex().ifPresent(kept::add);
        return RuleFinder.find(
                rows,
                options.rules() ? formats : Map.of(),
                kept,
                options.protection(),
                options.nullStrategy() != NullStrategy.REPLACE_MEAN,
                declared);
    }
}
