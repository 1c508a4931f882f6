package io.rowmill.core.sampling;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.ContextRef;
import io.rowmill.core.linkage.Level;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.LinkageFitter;
import io.rowmill.core.linkage.LinkageSource;
import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.ResidualRows;
import io.rowmill.core.rules.RuleFinder;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.CopiedRows;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.InMemoryColumns;
import io.rowmill.core.table.InMemoryRows;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.HiddenValues;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A database learned in memory: real transforms and linkage, a bootstrap for synthesizers. */
public final class FittedDatabase implements LinkageSource, RuleSource {
    private static final Seed SEED = new Seed(1);

    private final DatabaseMetadata metadata;
    private final Map<String, TableRows> rows;
    private final TransformOptions options;
    private final Map<String, TableTransform> transforms = new HashMap<>();
    private final Map<String, TableRules> rules = new HashMap<>();
    private final Map<String, Integer> timesLearned = new HashMap<>();
    private final Map<String, InMemoryColumns> encoded = new HashMap<>();
    private final Map<String, int[]> parents = new HashMap<>();
    private final Map<ColumnRef, int[]> levels = new HashMap<>();
    private final Linkage linkage;
    private final boolean fitting;
    private final List<String> warnings;

    public FittedDatabase(DatabaseMetadata metadata, Map<String, TableRows> rows) throws IOException {
        this(metadata, rows, TransformOptions.DEFAULT);
    }

    /** @param options of all tables */
    public FittedDatabase(DatabaseMetadata metadata, Map<String, TableRows> rows, TransformOptions options)
            throws IOException {
        this(metadata, rows, options, true);
    }

    /** @param fitting second parents are chosen to fit; false: uniformly */
    FittedDatabase(DatabaseMetadata metadata, Map<String, TableRows> rows, TransformOptions options, boolean fitting)
            throws IOException {
        this.fitting = fitting;
        this.metadata = metadata;
        this.rows = rows;
        this.options = options;
        for (TableMetadata table : metadata.tables()) {
            learnBy(
                    table.copied() ? TableRules.none(table.name()) : rules(rows.get(table.name())),
                    ParentCells.NONE,
                    Map.of());
        }
        Path workDir = Files.createTempDirectory("linkage");
        try {
            LinkageFitter.Fitted fitted = LinkageFitter.fit(metadata, this, SEED, workDir);
            this.linkage = fitted.linkage();
            this.warnings = fitted.warnings();
            fitted.indexes().parentIndexes().forEach((key, file) -> parents.put(key, codes(file)));
            fitted.indexes().levels().forEach((level, file) -> levels.put(level, codes(file)));
        } finally {
            try (Stream<Path> files = Files.list(workDir)) {
                files.forEach(f -> f.toFile().delete());
            }
            Files.delete(workDir);
        }
    }

    @Override
    public Optional<RuleSource> rules() {
        return Optional.of(this);
    }

    @Override
    public TypedColumns columns(String table) {
        Map<String, ValueFormat> formats = new HashMap<>();
        metadata.table(table).columns().stream()
                .map(ColumnMetadata::name)
                .filter(c -> !metadata.madeColumns(table).contains(c))
                .forEach(c -> formats.put(c, rules.get(table).format(c, transforms.get(table))));
        return new TypedColumns(rows.get(table), formats);
    }

    /** Sentences about what can't be kept. */
    List<String> warnings() {
        return warnings;
    }

    /** How often each table was fitted and encoded. */
    Map<String, Integer> timesLearned() {
        return timesLearned;
    }

    @Override
    public boolean hasRules(String table) {
        return true;
    }

    @Override
    public boolean learnsSequences(String table) {
        return true;
    }

    @Override
    public Set<String> hiding(String table) {
        return transforms.get(table).hidden().stream().map(HiddenValues::column).collect(Collectors.toSet());
    }

    @Override
    public void learnBy(TableRules found, ParentCells parents, Map<String, Set<String>> told) throws IOException {
        String table = found.table();
        TableRows learned = new ResidualRows(described(table), found, parents);
        TableTransform transform = TableTransform.fit(
                        learned,
                        metadata.madeColumns(table),
                        AlternateKeys.of(metadata, table).uniqueColumns(),
                        metadata.isCopied(table) ? options.with(Protection.OFF) : options.telling(told),
                        SEED)
                .withoutNulls(found.nullsGiven());
        InMemoryColumns columns = new InMemoryColumns();
        transform.encode(learned, SEED, columns);
        timesLearned.merge(table, 1, Integer::sum);
        rules.put(table, found);
        transforms.put(table, transform);
        encoded.put(table, columns);
    }

    private TableRows described(String table) {
        TableRows all = rows.get(table);
        return metadata.isCopied(table)
                ? new InMemoryRows(metadata.keysAsCategories(table), ((InMemoryRows) all).rows())
                : all;
    }

    CopiedRows copied(String table) {
        try {
            return CopiedRows.of(rows.get(table), transforms.get(table)::format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TableRules rules(TableRows rows) throws IOException {
        String table = rows.metadata().name();
        return RuleFinder.find(
                rows,
                TableTransform.formats(rows, metadata.keyColumns(table)),
                AlternateKeys.of(metadata, table).distinguishing(),
                options.protection(),
                true);
    }

    @Override
    public TableRows rows(String table) {
        return rows.get(table);
    }

    @Override
    public boolean fitsSecondParents(String table) {
        return fitting;
    }

    @Override
    public Protection protection(String table) {
        return options.protection();
    }

    @Override
    public List<String> contentColumns(String table) {
        TableTransform transform = transforms.get(table);
        return transform.contentColumns().stream()
                .filter(c -> !transform.parts(c).isEmpty())
                .toList();
    }

    @Override
    public void forEachRow(String table, List<String> columns, TypedRow action) throws IOException {
        try (RowCursor cursor = rows.get(table).open()) {
            for (int row = 0; cursor.advance(); row++) {
                Object[] typed = columns.stream()
                        .map(c -> rules.get(table)
                                .format(c, transforms.get(table))
                                .parse(cursor.value(
                                        metadata.table(table).indexOf(c).orElseThrow())))
                        .toArray();
                action.accept(row, typed);
            }
        }
    }

    @Override
    public Feature feature(String table, String column, int[] rows) {
        List<EncodedPart> parts = encoded.get(table).parts(column).stream()
                .map(p -> p.gather(rows))
                .toList();
        return transforms.get(table).feature(column, parts);
    }

    DatabaseMetadata metadata() {
        return metadata;
    }

    public Linkage linkage() {
        return linkage;
    }

    TableTransform transform(String table) {
        return transforms.get(table);
    }

    @Override
    public TableRules rules(String table) {
        return rules.get(table);
    }

    Optional<Synthesizer> synthesizer(String table) {
        EncodedTable source =
                encoded.get(table).table(Math.toIntExact(rows.get(table).rowCount()));
        if (source.parts().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                linkage.table(table).levels().isEmpty()
                        ? new BootstrapSynthesizer(source)
                        : new LevelledSynthesizer(source, levelsOfRows(table)));
    }

    /** By place among the contexts of a table, the class of each row's level. */
    private Map<Integer, int[]> levelsOfRows(String table) {
        List<ContextRef> contexts = linkage.table(table).contexts();
        Map<Integer, int[]> out = new HashMap<>();
        int part = 0;
        for (ContextRef context : contexts) {
            Optional<Level> level = linkage.level(context.column());
            if (level.isPresent()) {
                int[] ofParents = levels.get(context.column());
                out.put(
                        part,
                        Arrays.stream(parents.get(level.get().relationship()))
                                .map(p -> p < 0 ? -1 : ofParents[p])
                                .toArray());
                part += level.get().parts().size();
            } else {
                part += transforms
                        .get(context.column().table())
                        .parts(context.column().column())
                        .size();
            }
        }
        return out;
    }

    private static int[] codes(Path file) {
        try {
            EncodedColumnFile column = EncodedColumnFile.map(file);
            return ((EncodedPart.Codes)
                            column.parts(0, Math.toIntExact(column.rows())).get(0))
                    .codes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cell as the output would show it. */
    public String format(String table, String column, Object typed) {
        if (metadata.isCopied(table)
                && typed != null
                && !linkage().graph().table(table).keyColumns().contains(column)) {
            return copied(table).format(column).format(typed);
        }
        if (typed == null || linkage().graph().table(table).keyColumns().contains(column)) {
            return typed == null ? null : typed.toString();
        }
        return rules.get(table).format(column, transforms.get(table)).format(typed);
    }

    public Map<String, SampledTable> sample(SamplePlan plan) throws IOException {
        return sample(plan, Wishes.NONE);
    }

    Map<String, SampledTable> sample(SamplePlan plan, Wishes wishes) throws IOException {
        return new SampleLoop(this, plan.with(this::rules, linkage.graph()), wishes).run();
    }

    /** All rows of a table in ordinal order. */
    public record SampledTable(TableMetadata metadata, List<Object[]> rows) {
        List<Object> keysOf(List<String> columns) {
            int[] positions = columns.stream()
                    .mapToInt(c -> metadata.indexOf(c).orElseThrow())
                    .toArray();
            return rows.stream()
                    .map(row -> (Object) java.util.Arrays.stream(positions)
                            .mapToObj(p -> row[p])
                            .toList())
                    .toList();
        }
    }

    static Map<String, SampledTable> emptyTables(DatabaseMetadata metadata) {
        Map<String, SampledTable> tables = new LinkedHashMap<>();
        metadata.tables().forEach(t -> tables.put(t.name(), new SampledTable(t, new java.util.ArrayList<>())));
        return tables;
    }
}
