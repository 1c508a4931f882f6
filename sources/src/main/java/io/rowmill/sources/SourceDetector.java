package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.KeyGuess;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.MetadataValidator;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.sources.SourceCatalogue.SourceTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes metadata for a source that has none: a database's own catalogue where it declares keys, else names and values, read in
 * one streaming pass (a second one for tables that need a composite key). What is a guess is said in a warning.
 */
public final class SourceDetector {
    /** Guesses of more confidence are not worth a warning. */
    private static final double SURE = 0.7;

    private static final String LEARN =
            "To learn the values that several rows share, set a column's sdtype to categorical, without pii";

    private final SourceCatalogue catalogue;
    private final Map<String, List<ColumnProfile>> profiles = new LinkedHashMap<>();
    private final Map<String, List<String>> primaryKeys = new LinkedHashMap<>();
    private final List<Relationship> foreignKeys = new ArrayList<>();
    private final List<String> warnings;
    private final List<KeyGuess> guesses = new ArrayList<>();

    private SourceDetector(SourceCatalogue catalogue) {
        this.catalogue = catalogue;
        this.warnings = new ArrayList<>(catalogue.warnings());
    }

    /**
     * What was found.
     *
     * @param guesses keys that were guessed, and those that were not kept; none where a database declares keys
     * @param madeUp columns that are no keys and whose values are not learned
     * @param reference tables that could be copied as they are, if their rows are public
     */
    public record Detected(
            MetadataFindings findings, List<KeyGuess> guesses, List<MadeUp> madeUp, List<String> reference) {
        public Detected {
            guesses = List.copyOf(guesses);
            madeUp = List.copyOf(madeUp);
            reference = List.copyOf(reference);
        }
    }

    /**
     * A column whose values are made up.
     *
     * @param why part of a sentence
     * @param advice how to have them learned: a sentence without its full stop
     */
    public record MadeUp(String table, String column, String why, String advice) {}

    /** @return metadata with its columns in the source's order, checked by {@link MetadataValidator} */
    public static MetadataFindings detect(Source source) throws IOException {
        return inspect(source).findings();
    }

    /** Like {@link #detect}, with what led to it. */
    public static Detected inspect(Source source) throws IOException {
        SourceCatalogue catalogue = source.catalogue();
        if (!catalogue.unreadable().isEmpty()) {
            throw FailureException.rejected(
                    "source-refused",
                    catalogue.unreadable().values().stream().sorted().toList());
        }
        SourceDetector detector = new SourceDetector(catalogue);
        try (SourceSession session = source.read()) {
            detector.profile(session);
            detector.findKeys(session);
        }
        MetadataFindings findings = detector.findings();
        return new Detected(
                findings,
                detector.guesses,
                detector.madeUp(findings.metadata()),
                new ReferenceTables(findings.metadata(), detector.profiles).find());
    }

    private List<MadeUp> madeUp(DatabaseMetadata metadata) {
        List<MadeUp> madeUp = new ArrayList<>();
        for (TableMetadata table : metadata.tables()) {
            Set<String> keys = keyColumns(table.name());
            profiles.get(table.name()).stream()
                    .filter(c -> !keys.contains(c.name()))
                    .forEach(c -> c.reasonToMakeUp()
                            .ifPresent(why -> madeUp.add(new MadeUp(table.name(), c.name(), why, LEARN))));
        }
        return madeUp;
    }

    private Set<String> keyColumns(String table) {
        Set<String> keys = new HashSet<>(primaryKeys.getOrDefault(table, List.of()));
        foreignKeys.stream().filter(r -> r.childTable().equals(table)).forEach(r -> keys.addAll(r.childKey()));
        foreignKeys.stream().filter(r -> r.parentTable().equals(table)).forEach(r -> keys.addAll(r.parentKey()));
        return keys;
    }

    private void profile(SourceSession session) throws IOException {
        List<String> errors = new ArrayList<>();
        for (SourceTable table : catalogue.tables()) {
            try {
                profiles.put(table.name(), profile(session, table));
            } catch (FailureException e) {
                if (!e.failure().code().equals(CsvTable.INVALID)) {
                    throw e;
                }
                errors.addAll(e.failure().messages());
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected(CsvTable.INVALID, errors);
        }
    }

    private static List<ColumnProfile> profile(SourceSession session, SourceTable table) throws IOException {
        List<ColumnProfile> columns = table.columns().stream()
                .map(c -> new ColumnProfile(c.name(), c.type()))
                .toList();
        try (PositionedCursor cursor = session.open(table.plain())) {
            while (cursor.advance()) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).add(cursor.value(i));
                }
            }
        }
        return columns;
    }

    private void findKeys(SourceSession session) throws IOException {
        if (catalogue.declaresKeys()) {
            catalogue.tables().forEach(t -> primaryKeys.put(t.name(), t.primaryKey()));
            foreignKeys.addAll(catalogue.foreignKeys());
            return;
        }
        KeyDetection detection = new KeyDetection(profiles);
        for (Map.Entry<String, List<String>> table : detection.linkCandidates().entrySet()) {
            findCompositeKey(session, table.getKey(), table.getValue(), detection);
        }
        primaryKeys.putAll(detection.primaryKeys());
        foreignKeys.addAll(detection.foreignKeys());
        guesses.addAll(detection.guesses());
        guesses.stream().flatMap(g -> doubt(g).stream()).forEach(warnings::add);
    }

    /** A sentence about a guess that somebody should look at. */
    private static Optional<String> doubt(KeyGuess guess) {
        String columns = String.join(", ", guess.columns());
        String what = guess.parentTable()
                .map(p -> "Table " + guess.table() + ": column " + columns + " is %staken for a reference to " + p)
                .orElse("Table " + guess.table() + ": " + columns + " is %sused as its primary key");
        if (!guess.kept()) {
            return Optional.of(what.formatted("not ") + ": " + guess.reason() + ".");
        }
        return guess.confidence() < SURE
                ? Optional.of(what.formatted("") + ": " + guess.reason() + "; check this.")
                : Optional.empty();
    }

    private void findCompositeKey(SourceSession session, String table, List<String> candidates, KeyDetection detection)
            throws IOException {
        SourceTable source = catalogue.find(table).orElseThrow();
        Map<List<String>, ValueSketch> sketches = new LinkedHashMap<>();
        detection.combinations(table, candidates).forEach(c -> sketches.put(c, new ValueSketch()));
        List<String> names = source.columnNames();
        try (PositionedCursor cursor = session.open(source.plain())) {
            while (cursor.advance() && !sketches.isEmpty()) {
                for (Map.Entry<List<String>, ValueSketch> sketch : sketches.entrySet()) {
                    StringBuilder key = new StringBuilder();
                    sketch.getKey().forEach(c -> key.append(cursor.value(names.indexOf(c)))
                            .append('\u0000'));
                    sketch.getValue().add(key.toString());
                }
                sketches.values().removeIf(s -> !s.isUnique());
            }
        }
        sketches.keySet().stream().findFirst().ifPresent(key -> detection.setPrimaryKey(table, key));
    }

    /** Both sides of a foreign key are of one type: that of the key which others refer to. */
    private boolean holdsMailAddresses(String table, String column) {
        return holdsMailAddresses(table, column, new HashSet<>());
    }

    private boolean holdsMailAddresses(String table, String column, Set<List<String>> seen) {
        Optional<Relationship> reference = foreignKeys.stream()
                .filter(r -> r.childTable().equals(table) && r.childKey().contains(column))
                .findFirst();
        if (reference.isEmpty() || !seen.add(List.of(table, column))) {
            return profiles.get(table).stream().anyMatch(c -> c.name().equals(column) && c.isMailAddress());
        }
        Relationship r = reference.get();
        return holdsMailAddresses(
                r.parentTable(), r.parentKey().get(r.childKey().indexOf(column)), seen);
    }

    /** As the database declares them, but for a primary key that was guessed from the same columns. */
    private List<List<String>> alternateKeys(String table, List<String> primaryKey) {
        return catalogue.find(table).orElseThrow().alternateKeys().stream()
                .filter(key -> !Set.copyOf(key).equals(Set.copyOf(primaryKey)))
                .toList();
    }

    private MetadataFindings findings() {
        List<TableMetadata> tables = new ArrayList<>();
        profiles.forEach((name, columns) -> {
            List<String> primaryKey = primaryKeys.getOrDefault(name, List.of());
            Set<String> keys = keyColumns(name);
            tables.add(new TableMetadata(
                    name,
                    columns.stream()
                            .map(c -> keys.contains(c.name())
                                    ? c.asKey(holdsMailAddresses(name, c.name()))
                                    : c.asContent())
                            .toList(),
                    primaryKey,
                    Optional.empty(),
                    alternateKeys(name, primaryKey)));
        });
        MetadataFindings checked = MetadataValidator.validate(new DatabaseMetadata(tables, foreignKeys));
        List<String> all = new ArrayList<>(warnings);
        profiles.forEach((table, columns) -> columns.stream()
                .filter(c -> c.zeroDates() > 0)
                .forEach(c -> all.add("Table " + table + ", column " + c.name() + ": " + c.zeroDates()
                        + " zero dates (0000-00-00) are taken for missing ones, and come back as often.")));
        all.addAll(checked.warnings());
        return new MetadataFindings(checked.metadata(), checked.errors(), all);
    }
}
