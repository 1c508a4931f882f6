package io.rowmill.linkage;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.LinkageSource;
import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.settings.CountModel;
import io.rowmill.core.settings.SecondParents;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.Part;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Encoding;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.HiddenValues;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.IngestManifest;
import io.rowmill.platform.artifact.PreprocessManifest;
import io.rowmill.platform.artifact.RunData;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.prepared.BaseTables;
import io.rowmill.platform.prepared.PreparedTables;
import io.rowmill.platform.prepared.TablePreparation;
import io.rowmill.platform.storage.BlobRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** A prepared run as linkage reads it: keys from the snapshots, features from the encoded columns. */
final class PreparedSource implements LinkageSource, RuleSource {
    /** Of a column of a copied table by which rows that refer to it are learned. */
    private static final int MOST_CODES = 256;

    private final Artifacts artifacts;
    private final RunData data;
    private final IngestManifest ingest;
    private final DatabaseMetadata database;
    private final Path dir;
    private final Map<String, PreprocessManifest> prepared = new HashMap<>();
    private final List<PreprocessManifest> again = new ArrayList<>();
    private final Map<String, TableTransform> transforms = new HashMap<>();
    private final Map<ColumnRef, EncodedColumnFile> columns = new HashMap<>();

    PreparedSource(Artifacts artifacts, RunData data, IngestManifest ingest, DatabaseMetadata database, Path dir)
            throws IOException {
        this.artifacts = artifacts;
        this.data = data;
        this.ingest = ingest;
        this.database = database;
        this.dir = dir;
        for (TableMetadata table : database.tables()) {
            prepared.put(table.name(), PreparedTables.first(artifacts, ingest.runId(), table.name()));
        }
    }

    @Override
    public TableRows rows(String table) throws IOException {
        return rows(
                table,
                database.keyColumns(table),
                database.table(table).primaryKey(),
                database.referredAlternateKeys(table));
    }

    private TableRows rows(
            String table, Collection<String> columns, List<String> primaryKey, List<List<String>> alternateKeys)
            throws IOException {
        List<ColumnMetadata> chosen = database.table(table).columns().stream()
                .filter(c -> columns.contains(c.name()))
                .toList();
        return data.snapshot(
                ingest.snapshot(table),
                new TableMetadata(table, chosen, primaryKey, Optional.empty(), alternateKeys),
                dir);
    }

    @Override
    public Protection protection(String table) {
        return ingest.options(table).protection();
    }

    @Override
    public boolean fitsSecondParents(String table) {
        return ingest.options(table).secondParents() == SecondParents.BY_CONTENT;
    }

    @Override
    public boolean smoothsCounts(String table) {
        return ingest.options(table).countModel() == CountModel.NEGATIVE_BINOMIAL;
    }

    @Override
    public void forEachRow(String table, List<String> columns, TypedRow action) throws IOException {
        forEachRow(table, columns, row -> true, action);
    }

    @Override
    public void forEachRow(String table, List<String> columns, IntPredicate wanted, TypedRow action)
            throws IOException {
        TableRows rows = rows(table, columns, List.of(), List.of());
        TableTransform transform = transform(table);
        int[] positions = columns.stream()
                .mapToInt(c -> rows.metadata().indexOf(c).orElseThrow())
                .toArray();
        TableRules rules = rules(table);
        List<ValueFormat> formats =
                columns.stream().map(c -> rules.format(c, transform)).toList();
        Object[] typed = new Object[positions.length];
        try (RowCursor cursor = rows.open()) {
            for (int row = 0; cursor.advance(); row++) {
                if (wanted.test(row)) {
                    for (int i = 0; i < positions.length; i++) {
                        typed[i] = formats.get(i).parse(cursor.value(positions[i]));
                    }
                    action.accept(row, typed);
                }
            }
        }
    }

    /** Under differential privacy there are none to be found: stand-ins have no columns that go together. */
    @Override
    public Optional<RuleSource> rules() {
        return ingest.privacy() == null ? Optional.of(this) : Optional.empty();
    }

    @Override
    public boolean hasRules(String table) {
        return ingest.options(table).rules();
    }

    /** An engine of the other encoding draws siblings independently of each other, and so is what batches after the first have. */
    @Override
    public boolean learnsSequences(String table) {
        return ingest.encoding(table, ColumnBatch.WHOLE_TABLE) == Encoding.CATEGORICAL
                && prepared.get(table).batches().size() <= 1;
    }

    @Override
    public TypedColumns columns(String table) throws IOException {
        TableRules rules = rules(table);
        TableTransform transform = transform(table);
        Map<String, ValueFormat> formats = new HashMap<>();
        TableRows rows = content(table);
        for (ColumnMetadata column : rows.metadata().columns()) {
            if (!ingest.options(table).transforms().containsKey(column.name())) {
                formats.put(column.name(), rules.format(column.name(), transform));
            }
        }
        return new TypedColumns(rows, formats);
    }

    private TableRows content(String table) throws IOException {
        return data.snapshot(
                ingest.snapshot(table), TablePreparation.withoutKeys(database, database.table(table)), dir);
    }

    @Override
    public TableRules rules(String table) throws IOException {
        return artifacts.rules(table, prepared.get(table).rules());
    }

    @Override
    public Set<String> hiding(String table) throws IOException {
        return transform(table).hidden().stream().map(HiddenValues::column).collect(Collectors.toSet());
    }

    @Override
    public void learnBy(TableRules rules, ParentCells parents, Map<String, Set<String>> told) throws IOException {
        String table = rules.table();
        Optional<BaseTables> base = BaseTables.of(artifacts, ingest);
        if (base.isPresent() && !base.get().isRead(table)) {
            return;
        }
        Path folder = Files.createDirectories(dir.resolve("again-" + again.size()));
        TablePreparation preparation = new TablePreparation(artifacts, data, ingest, table, Stages.LINKAGE, folder);
        PreprocessManifest manifest = base.isPresent()
                ? preparation.again(content(table), base.get().table(table), rules, parents)
                : learn(preparation, rules, parents, told);
        again.add(manifest);
        prepared.put(table, manifest);
        transforms.remove(table);
        columns.keySet().removeIf(ref -> ref.table().equals(table));
    }

    private PreprocessManifest learn(
            TablePreparation preparation, TableRules rules, ParentCells parents, Map<String, Set<String>> told)
            throws IOException {
        String table = rules.table();
        PreprocessManifest before = prepared.get(table);
        if (!preparation.isRenewable(before)) {
            return preparation.fit(content(table), rules, parents, told, Map.of());
        }
        Set<String> changed = rules.changed(rules(table), content(table).metadata());
        changed.addAll(told.keySet());
        TableRows read = rows(table, rules.read(changed), List.of(), List.of());
        return preparation.renew(before, changed, read, rules, parents, told);
    }

    /** Encodes the rows of all tables by the transforms of another source with the same tables. */
    List<PreprocessManifest> encodeLike(PreparedSource other) throws IOException {
        List<PreprocessManifest> encoded = new ArrayList<>();
        for (TableMetadata table : database.tables()) {
            Path folder = Files.createDirectories(dir.resolve("like-" + encoded.size()));
            encoded.add(new TablePreparation(artifacts, data, ingest, table.name(), Stages.PREPROCESS, folder)
                    .like(content(table.name()), other.prepared.get(table.name())));
        }
        return encoded;
    }

    /** Tables that were prepared again. */
    List<PreprocessManifest> again() {
        return List.copyOf(again);
    }

    @Override
    public List<String> contentColumns(String table) {
        return prepared.get(table).learnedColumns().stream()
                .filter(c -> !database.isCopied(table) || hasFewValues(c.parts()))
                .map(PreprocessManifest.EncodedColumn::column)
                .toList();
    }

    /** A copied table may have a column, such as its key, that tells nothing but which row it is. */
    private static boolean hasFewValues(List<Part> parts) {
        return parts.stream().allMatch(p -> !(p instanceof Part.OneHot oneHot) || oneHot.width() <= MOST_CODES);
    }

    @Override
    public Feature feature(String table, String column, int[] rows) throws IOException {
        return transform(table).feature(column, encoded(table, column).parts(rows));
    }

    private TableTransform transform(String table) throws IOException {
        TableTransform transform = transforms.get(table);
        if (transform == null) {
            BlobRef fitted = prepared.get(table).transform();
            transform = artifacts.readJsonBlob(fitted, TableTransform.class);
            transforms.put(table, transform);
        }
        return transform;
    }

    private EncodedColumnFile encoded(String table, String column) throws IOException {
        ColumnRef ref = new ColumnRef(table, column);
        EncodedColumnFile file = columns.get(ref);
        if (file == null) {
            file = data.encodedColumn(prepared.get(table).column(column), dir);
            columns.put(ref, file);
        }
        return file;
    }
}
