package io.rowmill.trainer;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.ContextRef;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.privacy.PrivacyPlan;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.Source;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SamplingStrategy;
import io.rowmill.core.settings.TableOptions;
import io.rowmill.core.synthesizer.PrivateTraining;
import io.rowmill.core.synthesizer.TrainingInput;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedRows;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.MappedRows;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.LinkageManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.prepared.PreparedTables;
import io.rowmill.platform.privacy.RealData;
import io.rowmill.schemas.TrainingPrivacy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one training job: content of its own table, context found at ancestors through the
 * parent indexes. All of it stays in mapped files. Of a run under differential privacy these are real rows, which only a job with
 * steps that were booked may read; everything else there is about a run are stand-ins.
 */
final class JobData {
    private final Artifacts artifacts;
    private final RunData runData;
    private final JobSpecification job;
    private final Path dir;
    private final IngestManifest ingest;
    private final LinkageManifest fitted;
    private final LinkageManifest linkageManifest;
    private final Linkage linkage;
    private final DatabaseMetadata metadata;
    private final PreparedTables tables;
    private final int count;
    private final IntUnaryOperator rows;
    private final Optional<PrivateUnits> units;

    JobData(Artifacts artifacts, RunData runData, JobSpecification job, Path dir) throws IOException {
        this.artifacts = artifacts;
        this.runData = runData;
        this.job = job;
        this.dir = dir;
        this.ingest = artifacts.read(ArtifactKeys.stageManifest(job.runId(), Stages.INGEST), IngestManifest.class);
        this.fitted = artifacts.read(ArtifactKeys.stageManifest(job.runId(), Stages.LINKAGE), LinkageManifest.class);
        PrivacyPlan plan = ingest.privateTraining().orElse(null);
        if (plan == null == job.privacy().isPresent()) {
            throw FailureException.defect(
                    "privacy-mismatch", "Job " + job.table() + " isn't private as its run is: nothing was read.");
        }
        this.linkageManifest = plan == null ? fitted : new RealData(artifacts, job.runId()).linkage();
        this.linkage = Linkage.fromJson(artifacts.readBlob(linkageManifest.linkage()));
        this.metadata = ingest.database();
        this.tables = PreparedTables.of(artifacts, linkageManifest);
        long available = plan == null
                ? ingest.snapshot(job.table()).rows()
                : prepared(job.table()).rows();
        IntUnaryOperator order = siblingOrder();
        long limit = rowLimit();
        if (limit == 0 || limit >= available) {
            this.count = Math.toIntExact(available);
            this.rows = order;
        } else {
            int[] chosen = RowSelection.of(available, limit, job.seed().derive("rows"));
            this.count = chosen.length;
            this.rows = place -> order.applyAsInt(chosen[place]);
        }
        this.units = plan == null ? Optional.empty() : Optional.of(units(plan));
    }

    private PrivateUnits units(PrivacyPlan plan) throws IOException {
        int roots =
                plan.root() == null ? 0 : Math.toIntExact(prepared(plan.root()).rows());
        return new PrivateUnits(plan, metadata, job.table(), rows, roots, this::parentRows);
    }

    /** Place → row: siblings one after the other as linkage has ordered them, else as they stand in the source. */
    private IntUnaryOperator siblingOrder() throws IOException {
        Optional<LinkageManifest.SiblingOrder> found = linkageManifest.siblingOrder(job.table());
        if (found.isEmpty()) {
            return IntUnaryOperator.identity();
        }
        EncodedColumnFile order = runData.siblingOrder(found.get(), dir);
        return place -> order.code(0, place);
    }

    /** 0: all. */
    private long rowLimit() {
        boolean random = ingest.options().samplingStrategy() == SamplingStrategy.RANDOM;
        return random ? ingest.options(job.table()).sampleSize() : 0;
    }

    boolean validates() {
        return validates(ingest);
    }

    /** Never under differential privacy: figures about real rows would tell of them. */
    static boolean validates(IngestManifest ingest) {
        return ingest.options().validate() && ingest.privateTraining().isEmpty();
    }

    /** Weights of the base model that the job starts from; empty: it starts from new ones. */
    Optional<byte[]> earlierWeights() throws IOException {
        Map<String, String> own = RunSettings.ofJob(ingest.tableSettings(), job.table(), job.batch());
        Optional<BaseModel> base = ingest.baseModel();
        if (base.isEmpty() || !TableOptions.of(own).warmStart()) {
            return Optional.empty();
        }
        SynthesizerManifest earlier =
                base.get().manifest(artifacts).table(job.table()).synthesizer(job.batch());
        return Optional.of(artifacts.readBlob(earlier.weights()));
    }

    TableMetadata table() {
        return metadata.table(job.table());
    }

    /** The job's columns, and the constant ones if the job learns the whole table. */
    List<ColumnMetadata> contentColumns() throws IOException {
        // A column whose values are all rare is content in the metadata, but faked.
        Set<String> prepared = prepared(job.table()).columns().stream()
                .map(PreprocessManifest.EncodedColumn::column)
                .collect(Collectors.toSet());
        return rules().learned(table()).contentColumns().stream()
                .filter(c -> job.isWhole()
                        ? prepared.contains(c.name())
                        : job.content().contains(c.name()))
                .toList();
    }

    private TableRules rules() throws IOException {
        return artifacts.rules(job.table(), prepared(job.table()).rules());
    }

    /** Transforms of the job's columns. */
    TableTransform transform() throws IOException {
        TableTransform whole = artifacts.readJsonBlob(prepared(job.table()).transform(), TableTransform.class);
        return job.isWhole() ? whole : whole.only(job.content());
    }

    TrainingInput trainingInput() throws IOException {
        String name = ColumnBatch.jobName(job.table(), job.batch());
        return new TrainingInput(name, content(), context(), groups(), job.seed(), partsPerColumn(), privacy());
    }

    private Optional<PrivateTraining> privacy() throws IOException {
        if (units.isEmpty()) {
            return Optional.empty();
        }
        TrainingPrivacy asked = job.privacy().orElseThrow();
        PreprocessManifest standIn = PreparedTables.of(artifacts, fitted).table(job.table());
        List<MappedRows.Source> open = new ArrayList<>();
        for (String column : job.content()) {
            EncodedColumnFile file = runData.encodedColumn(standIn.column(column), dir);
            open.add(new MappedRows.Source(file, IntUnaryOperator.identity()));
        }
        return Optional.of(new PrivateTraining(
                PrivateJobs.steps(asked),
                units.get()::of,
                units.get().count(count),
                asked.getRowsPerUnit(),
                new MappedRows(Math.toIntExact(standIn.rows()), open),
                unreadContext()));
    }

    private List<Integer> partsPerColumn() throws IOException {
        PreprocessManifest prepared = prepared(job.table());
        return job.content().stream()
                .map(column -> prepared.column(column).parts().size())
                .toList();
    }

    private EncodedRows content() throws IOException {
        PreprocessManifest prepared = prepared(job.table());
        List<MappedRows.Source> columns = new ArrayList<>();
        for (String column : job.content()) {
            columns.add(new MappedRows.Source(runData.encodedColumn(prepared.column(column), dir), rows));
        }
        return new MappedRows(count, columns);
    }

    private EncodedRows context() throws IOException {
        List<MappedRows.Source> columns = new ArrayList<>();
        for (ContextRef context : job.context()) {
            Optional<EncodedColumnFile> column = contextColumn(context.column());
            if (column.isPresent()) {
                columns.add(new MappedRows.Source(column.get(), contextRows(context)));
            }
        }
        return new MappedRows(count, columns);
    }

    /** Row of a context's table for every row of the job; -1 where there is none, or it would tell of another unit. */
    private IntUnaryOperator contextRows(ContextRef context) throws IOException {
        if (!isRead(context)) {
            return place -> -1;
        }
        String table = context.column().table();
        IntUnaryOperator at =
                context.over().isPresent() ? parentRows(context.over().get(), rows) : ancestorRows(table);
        boolean ofAll = units.isEmpty() || metadata.table(table).copied() || isOfTheRow(context);
        return ofAll ? at : units.get().ofOwn(at);
    }

    private boolean isOfTheRow(ContextRef context) {
        return context.over().isEmpty() && context.column().table().equals(job.table());
    }

    /** Under differential privacy, a row is learned with what is public, and with rows of its own unit. */
    private boolean isRead(ContextRef context) throws IOException {
        String table = context.column().table();
        if (units.isEmpty() || metadata.table(table).copied() || isOfTheRow(context)) {
            return true;
        }
        // A level is a class of rows, of all units.
        boolean level = linkageManifest.level(table, context.column().column()).isPresent();
        return !level
                && (context.over().isPresent()
                        ? units.get().isOwn(context.over().get())
                        : units.get().areOwn(linkage.graph().driversUpTo(table, job.table())));
    }

    /** Parts of {@link #context} that no row is learned with. */
    private Set<Integer> unreadContext() throws IOException {
        Set<Integer> out = new TreeSet<>();
        int part = 0;
        for (ContextRef context : job.context()) {
            int parts =
                    contextColumn(context.column()).map(c -> c.layout().size()).orElse(0);
            for (int end = part + parts; part < end; part++) {
                if (!isRead(context)) {
                    out.add(part);
                }
            }
        }
        return out;
    }

    /** Empty: it has nothing to tell. */
    private Optional<EncodedColumnFile> contextColumn(ColumnRef ref) throws IOException {
        Optional<LinkageManifest.ParentLevel> level = linkageManifest.level(ref.table(), ref.column());
        if (level.isPresent()) {
            return Optional.of(runData.parentLevel(level.get(), dir));
        }
        PreprocessManifest.EncodedColumn column = prepared(ref.table()).column(ref.column());
        return column.parts().isEmpty() ? Optional.empty() : Optional.of(runData.encodedColumn(column, dir));
    }

    /** Row of an ancestor for every row of the job, going up from driver to driver; -1 where there is none. */
    private IntUnaryOperator ancestorRows(String ancestor) throws IOException {
        IntUnaryOperator at = rows;
        for (ForeignKey driver : linkage.graph().driversUpTo(ancestor, job.table())) {
            at = parentRows(driver.name(), at);
        }
        return at;
    }

    /** A bridge makes every row a group of its own: siblings differ in it. */
    private @Nullable IntUnaryOperator groups() throws IOException {
        if (!job.bridges().isEmpty()) {
            return null;
        }
        var driver = linkage.graph().table(job.table()).driver();
        if (driver.isEmpty()) {
            return null;
        }
        IntUnaryOperator parents = parentRows(driver.get().name(), rows);
        if (units.isEmpty()) {
            return parents;
        }
        // Siblings tell of one another, so they must be of one unit.
        return units.get().isOwn(driver.get().name()) ? units.get().ofOwn(parents) : null;
    }

    private IntUnaryOperator parentRows(String relationship, IntUnaryOperator childRows) throws IOException {
        EncodedColumnFile index = runData.parentIndex(linkageManifest.parentIndex(relationship), dir);
        return row -> {
            int child = childRows.applyAsInt(row);
            return child < 0 ? -1 : index.code(0, child);
        };
    }

    /**
     * The job's columns as the source has them, before any value was hidden; what is learned of them where rules say the rest.
     *
     * @param places rows of the training input, no row twice
     * @return these rows in the order of the source
     */
    InMemoryRows sourceRows(int[] places) throws IOException {
        BitSet wanted = new BitSet();
        IntStream.of(places).map(rows).forEach(wanted::set);
        TableMetadata content = new TableMetadata(job.table(), contentColumns(), List.of());
        Set<String> keys = metadata.keyColumns(job.table());
        List<ColumnMetadata> columns =
                table().columns().stream().filter(c -> !keys.contains(c.name())).toList();
        TableRows source = new ResidualRows(
                runData.snapshot(ingest.snapshot(job.table()), new TableMetadata(job.table(), columns, List.of()), dir),
                rules(),
                CellsOfParents.of(rules(), wanted, rowsBefore(wanted), runData, ingest, linkageManifest, dir));
        int[] positions = content.columns().stream()
                .mapToInt(c -> source.metadata().indexOf(c.name()).orElseThrow())
                .toArray();
        List<String[]> found = new ArrayList<>();
        try (RowCursor cursor = source.open()) {
            for (int row = 0; row < wanted.length() && cursor.advance(); row++) {
                if (wanted.get(row)) {
                    found.add(IntStream.of(positions).mapToObj(cursor::value).toArray(String[]::new));
                }
            }
        }
        return new InMemoryRows(content, found);
    }

    /** Of some rows the row before among their siblings; -1: none. */
    private IntUnaryOperator rowsBefore(BitSet wanted) throws IOException {
        var driver = linkage.graph().table(job.table()).driver();
        if (driver.isEmpty() || rules().ofParents().stream().noneMatch(Source::isBefore)) {
            return row -> -1;
        }
        IntUnaryOperator order = siblingOrder();
        IntUnaryOperator parent = parentRows(driver.get().name(), IntUnaryOperator.identity());
        Map<Integer, Integer> before = new HashMap<>();
        int all = Math.toIntExact(ingest.snapshot(job.table()).rows());
        int last = -1;
        for (int place = 0; place < all; place++) {
            int row = order.applyAsInt(place);
            if (last >= 0
                    && wanted.get(row)
                    && parent.applyAsInt(row) >= 0
                    && parent.applyAsInt(row) == parent.applyAsInt(last)) {
                before.put(row, last);
            }
            last = row;
        }
        return row -> before.getOrDefault(row, -1);
    }

    private PreprocessManifest prepared(String table) throws IOException {
        return tables.table(table);
    }
}
