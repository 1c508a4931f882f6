package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.LinkageFitter;
import io.rowmill.core.linkage.LinkageSource;
import io.rowmill.core.linkage.across.RuleSource;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.metadata.AlternateKeys;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.FoundRule;
import io.rowmill.core.rules.ParentCells;
import io.rowmill.core.rules.RuleFinder;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.table.CopiedRows;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.Protection;
import io.rowmill.core.transform.TableTransform;
import io.rowmill.core.transform.TransformOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks in a source for the rules that a run would find there, without learning anything. */
public final class RuleDetector implements LinkageSource, RuleSource {
    private static final TransformOptions OPTIONS = TransformOptions.DEFAULT;

    private final DatabaseMetadata metadata;
    private final SourceSession session;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Map<String, ValueFormat>> formats = new LinkedHashMap<>();
    private final Map<String, TableRules> rules = new LinkedHashMap<>();

    private RuleDetector(DatabaseMetadata metadata, SourceSession session) {
        this.metadata = metadata;
        this.session = session;
    }

    /**
     * What was found.
     *
     * @param linkage of the tables, in which only the rules between keys and the roles of keys are of use
     * @param found of each table, one by one
     * @param leftOut a sentence for each table that wasn't searched although a run would search it
     */
    public record Rules(
            List<TableRules> tables, Linkage linkage, Map<String, List<FoundRule>> found, List<String> leftOut) {
        public Rules {
            tables = List.copyOf(tables);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * @param metadata without errors
     * @throws FailureException (Rejected) if keys are not as the metadata says, or can't be kept, or a public table is too large
     */
    public static Rules find(Source source, DatabaseMetadata metadata) throws IOException {
        Path dir = Files.createTempDirectory("rowmill-detect");
        try (SourceSession session = source.read()) {
            return new RuleDetector(metadata, session).find(dir);
        } finally {
            delete(dir);
        }
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(dir);
    }

    private Rules find(Path dir) throws IOException {
        requireSmall();
        List<String> leftOut = new ArrayList<>();
        for (TableMetadata table : metadata.tables()) {
            if (session.keepsOrder(table)) {
                TableRows content = content(table.name());
                formats.put(table.name(), TableTransform.formats(content, Set.of()));
                rules.put(table.name(), rules(table, content));
            } else {
                formats.put(table.name(), Map.of());
                rules.put(table.name(), TableRules.none(table.name()));
                leftOut.add("Table " + table.name()
                        + " has no primary key, and a database may hand over its rows in another"
                        + " order each time: no rules were looked for in it.");
            }
        }
        Linkage linkage = LinkageFitter.fit(metadata, this, new Seed(0), dir).linkage();
        Map<String, List<FoundRule>> found = new LinkedHashMap<>();
        for (TableMetadata table : metadata.tables()) {
            String name = table.name();
            found.put(name, FoundRule.of(content(name), formats.get(name), rules.get(name)));
        }
        return new Rules(List.copyOf(rules.values()), linkage, found, leftOut);
    }

    /** As a run does. */
    private void requireSmall() throws IOException {
        List<String> large = new ArrayList<>();
        for (TableMetadata table : metadata.tables()) {
            if (table.copied() && rows(table.name()).rowCount() > CopiedRows.MOST_ROWS) {
                large.add(CopiedRows.tooMany(table.name()));
            }
        }
        if (!large.isEmpty()) {
            throw FailureException.rejected("large-public-table", large);
        }
    }

    private TableRules rules(TableMetadata table, TableRows content) throws IOException {
        if (!hasRules(table.name())) {
            return TableRules.none(table.name());
        }
        Set<String> kept =
                new HashSet<>(AlternateKeys.of(metadata, table.name()).distinguishing());
        table.sequenceIndex().ifPresent(kept::add);
        return RuleFinder.find(content, formats.get(table.name()), kept, OPTIONS.protection(), true);
    }

    private TableRows content(String table) throws IOException {
        Set<String> keys = metadata.madeColumns(table);
        return new Columns(
                metadata.table(table),
                metadata.table(table).columns().stream()
                        .filter(c -> !keys.contains(c.name()))
                        .toList());
    }

    @Override
    public TableRows rows(String table) throws IOException {
        return new Columns(metadata.table(table), metadata.table(table).columns());
    }

    @Override
    public Protection protection(String table) {
        return metadata.isCopied(table) ? Protection.OFF : OPTIONS.protection();
    }

    @Override
    public Optional<RuleSource> rules() {
        return Optional.of(this);
    }

    /** Nothing is learned. */
    @Override
    public List<String> contentColumns(String table) {
        return List.of();
    }

    @Override
    public void forEachRow(String table, List<String> columns, TypedRow action) {
        throw new IllegalStateException("no column is learned");
    }

    @Override
    public Feature feature(String table, String column, int[] rows) {
        throw new IllegalStateException("no column is learned");
    }

    @Override
    public TypedColumns columns(String table) throws IOException {
        return new TypedColumns(content(table), formats.get(table));
    }

    /** Rules tell rows apart by their place. */
    @Override
    public boolean hasRules(String table) {
        return !metadata.isCopied(table) && session.keepsOrder(metadata.table(table));
    }

    @Override
    public TableRules rules(String table) {
        return rules.get(table);
    }

    @Override
    public Set<String> hiding(String table) {
        return Set.of();
    }

    @Override
    public void learnBy(TableRules found, ParentCells parents, Map<String, Set<String>> told) {
        rules.put(found.table(), found);
    }

    /** Some columns of a table. */
    private final class Columns implements TableRows {
        private final TableMetadata whole;
        private final TableMetadata shown;
        private final int[] positions;

        Columns(TableMetadata whole, List<ColumnMetadata> columns) {
            this.whole = whole;
            boolean hasKeys = columns.size() == whole.columns().size();
            this.shown = hasKeys ? whole : new TableMetadata(whole.name(), columns, List.of());
            this.positions = columns.stream()
                    .mapToInt(c -> whole.indexOf(c.name()).orElseThrow())
                    .toArray();
        }

        @Override
        public TableMetadata metadata() {
            return shown;
        }

        @Override
        public long rowCount() {
            return counts.computeIfAbsent(whole.name(), t -> count());
        }

        private long count() {
            try (RowCursor cursor = session.open(whole)) {
                long count = 0;
                while (cursor.advance()) {
                    count++;
                }
                return count;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public RowCursor open() throws IOException {
            PositionedCursor cursor = session.open(whole);
            return new RowCursor() {
                @Override
                public boolean advance() throws IOException {
                    return cursor.advance();
                }

                @Override
                public @Nullable String value(int column) {
                    return cursor.value(positions[column]);
                }

                @Override
                public void close() throws IOException {
                    cursor.close();
                }
            };
        }
    }
}
