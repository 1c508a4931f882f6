package io.rowmill.trainer;

import io.rowmill.core.clusters.ColumnBatch;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.synthesizer.RunSettings;
import io.rowmill.core.synthesizer.Settings;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.MappedRows;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.schemas.ContextColumn;
import io.rowmill.schemas.TrainingRequested;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * The columns of one training job: content of its own table, context found at ancestors through the
 * parent indexes. All of it stays in mapped files.
 */
final class JobData {
    private final Artifacts artifacts;
    private final RunData runData;
    private final TrainingRequested request;
    private final Path dir;
    private final IngestManifest ingest;
    private final LinkageManifest linkageManifest;
    private final Linkage linkage;
    private final DatabaseMetadata metadata;
    private final int count;
    private final IntUnaryOperator rows;

    JobData(Artifacts artifacts, RunData runData, TrainingRequested request, Path dir) throws IOException {
        this.artifacts = artifacts;
        this.runData = runData;
        this.request = request;
        this.dir = dir;
        this.ingest =
                artifacts.read(ArtifactKeys.stageManifest(request.getRunId(), Stages.INGEST), IngestManifest.class);
        this.linkageManifest =
                artifacts.read(ArtifactKeys.stageManifest(request.getRunId(), Stages.LINKAGE), LinkageManifest.class);
        this.linkage = Linkage.fromJson(artifacts.readBlob(linkageManifest.linkage()));
        this.metadata = ingest.database();
        long available = ingest.snapshot(request.getTable()).rows();
        IntUnaryOperator order = siblingOrder();
        long limit = rowLimit();
        if (limit == 0 || limit >= available) {
            this.count = Math.toIntExact(available);
            this.rows = order;
        } else {
            int[] chosen = RowSelection.of(available, limit, new Seed(request.getSeed()).derive("rows"));
            this.count = chosen.length;
            this.rows = place -> order.applyAsInt(chosen[place]);
        }
    }

    /** Place → row: siblings one after the other as linkage has ordered them, else as they stand in the source. */
    private IntUnaryOperator siblingOrder() throws IOException {
        Optional<LinkageManifest.SiblingOrder> found = linkageManifest.siblingOrder(request.getTable());
        if (found.isEmpty()) {
            return IntUnaryOperator.identity();
        }
        EncodedColumnFile order = runData.siblingOrder(found.get(), dir);
        return place -> order.code(0, place);
    }

    /** 0: all. */
    private long rowLimit() {
        boolean random = Settings.complete(ingest.settings())
                .text(RunSettings.SAMPLING_STRATEGY)
                .equals("RANDOM");
        return random
                ? Settings.complete(ingest.tableSettings().get(request.getTable()))
                        .longValue(RunSettings.SAMPLE_SIZE)
                : 0;
    }

    boolean validates() {
        return Settings.complete(ingest.settings()).flag(RunSettings.VALIDATE);
    }

    /** Weights of the base model that the job starts from; empty: it starts from new ones. */
    Optional<byte[]> earlierWeights() throws IOException {
        Map<String, String> own = RunSettings.ofJob(ingest.tableSettings(), request.getTable(), request.getBatch());
        if (ingest.baseModel().isEmpty() || !Boolean.parseBoolean(own.get(RunSettings.WARM_START))) {
            return Optional.empty();
        }
        SynthesizerManifest earlier =
                ingest.base().manifest(artifacts).table(request.getTable()).synthesizer(request.getBatch());
        return Optional.of(artifacts.readBlob(earlier.weights()));
    }

    TableMetadata table() {
        return metadata.table(request.getTable());
    }

    /** Columns of the job's own table that it is conditioned on. */
    List<String> bridges() {
        return request.getContext().stream()
                .filter(c -> c.getTable().equals(request.getTable()))
                .map(ContextColumn::getColumn)
                .toList();
    }

    private boolean isWhole() {
        return request.getBatch().equals(ColumnBatch.WHOLE_TABLE);
    }

    /** The job's columns, and where it learns its table whole the constant ones. */
    List<ColumnMetadata> contentColumns() throws IOException {
        // A column whose values are all rare is content in the metadata, but faked.
        Set<String> prepared = prepared(request.getTable()).columns().stream()
                .map(PreprocessManifest.EncodedColumn::column)
                .collect(Collectors.toSet());
        return table().contentColumns().stream()
                .filter(c -> isWhole()
                        ? prepared.contains(c.name())
                        : request.getContent().contains(c.name()))
                .toList();
    }

    /** Transforms of the job's columns. */
    TableTransform transform() throws IOException {
        TableTransform whole =
                artifacts.readJsonBlob(prepared(request.getTable()).transform(), TableTransform.class);
        return isWhole() ? whole : whole.only(request.getContent());
    }

    TrainingInput trainingInput() throws IOException {
        String name = ColumnBatch.jobName(request.getTable(), request.getBatch());
        return new TrainingInput(name, content(), context(), groups(), new Seed(request.getSeed()), partsPerColumn());
    }

    private List<Integer> partsPerColumn() throws IOException {
        PreprocessManifest prepared = prepared(request.getTable());
        return request.getContent().stream()
                .map(column -> prepared.column(column).parts().size())
                .toList();
    }

    private EncodedRows content() throws IOException {
        PreprocessManifest prepared = prepared(request.getTable());
        List<MappedRows.Source> columns = new ArrayList<>();
        for (String column : request.getContent()) {
            columns.add(new MappedRows.Source(runData.encodedColumn(prepared.column(column), dir), rows));
        }
        return new MappedRows(count, columns);
    }

    private EncodedRows context() throws IOException {
        List<MappedRows.Source> columns = new ArrayList<>();
        for (ContextColumn context : request.getContext()) {
            PreprocessManifest.EncodedColumn column =
                    prepared(context.getTable()).column(context.getColumn());
            if (!column.parts().isEmpty()) {
                columns.add(
                        new MappedRows.Source(runData.encodedColumn(column, dir), ancestorRows(context.getTable())));
            }
        }
        return new MappedRows(count, columns);
    }

    /** Row of an ancestor for every row of the job, going up from driver to driver; -1 where there is none. */
    private IntUnaryOperator ancestorRows(String ancestor) throws IOException {
        String table = request.getTable();
        IntUnaryOperator at = rows;
        while (!table.equals(ancestor)) {
            String child = table;
            var driver = linkage.graph()
                    .table(child)
                    .driver()
                    .orElseThrow(
                            () -> new IllegalStateException(ancestor + " is no ancestor of " + request.getTable()));
            at = parentRows(driver.name(), at);
            table = driver.parent();
        }
        return at;
    }

    /** A bridge makes every row a group of its own: siblings differ in it. */
    private IntUnaryOperator groups() throws IOException {
        if (!bridges().isEmpty()) {
            return null;
        }
        var driver = linkage.graph().table(request.getTable()).driver();
        return driver.isPresent() ? parentRows(driver.get().name(), rows) : null;
    }

    private IntUnaryOperator parentRows(String relationship, IntUnaryOperator childRows) throws IOException {
        EncodedColumnFile index = runData.parentIndex(linkageManifest.parentIndex(relationship), dir);
        return row -> {
            int child = childRows.applyAsInt(row);
            return child < 0 ? -1 : index.code(0, child);
        };
    }

    private PreprocessManifest prepared(String table) throws IOException {
        return artifacts.read(
                ArtifactKeys.tableManifest(request.getRunId(), Stages.PREPROCESS, table), PreprocessManifest.class);
    }
}
