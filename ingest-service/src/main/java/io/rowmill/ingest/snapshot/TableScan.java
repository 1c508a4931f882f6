package io.rowmill.ingest.snapshot;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.ValueFormat;
import io.rowmill.ingest.source.PositionedCursor;
import io.rowmill.platform.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one pass over one table leaves: its raw snapshot, its sorted keys and the rows that are wrong by themselves. */
final class TableScan {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final TableMetadata table;
    private final Path file;
    private final Map<String, SortedKeys> foreignKeys = new LinkedHashMap<>();
    private final Set<String> nullableKeys = new HashSet<>();
    private final Map<String, KeySpelling> foreignSpellings = new HashMap<>();
    private final KeySpelling primarySpelling = new KeySpelling();
    private final List<Violation> violations = new ArrayList<>();
    private final List<Violation> keyViolations = new ArrayList<>();
    private final BitSet invalid = new BitSet();
    private final BitSet invalidKeys = new BitSet();
    private Optional<SortedKeys> primaryKey = Optional.empty();
    private long rows;

    private TableScan(TableMetadata table, Path file) {
        this.table = table;
        this.file = file;
    }

    TableMetadata table() {
        return table;
    }

    Path file() {
        return file;
    }

    long rows() {
        return rows;
    }

    /** Rows that cannot stay: of this pass at first, later also those of {@link References}. */
    BitSet invalid() {
        return invalid;
    }

    /** No value of the primary key is missing or comes twice. */
    boolean keepsPrimaryKey() {
        return keyViolations.stream().allMatch(v -> v.count() == 0);
    }

    /** The key was a wrong guess: rows that are wrong by nothing else stay. To be called before {@link #settleKeys}. */
    void forgivePrimaryKey() {
        keyViolations.clear();
        invalidKeys.clear();
    }

    /** From here on, rows with a broken primary key are invalid like others. */
    void settleKeys() {
        violations.addAll(keyViolations);
        invalid.or(invalidKeys);
    }

    KeySpelling primarySpelling() {
        return primarySpelling;
    }

    KeySpelling foreignSpelling(Relationship relationship) {
        return foreignSpellings.get(relationship.name());
    }

    Optional<SortedKeys> primaryKey() {
        return primaryKey;
    }

    Collection<SortedKeys> foreignKeys() {
        return foreignKeys.values();
    }

    SortedKeys foreignKey(Relationship relationship) {
        return foreignKeys.get(relationship.name());
    }

    /** Names of the relationships for which some row has no parent. */
    Set<String> nullableKeys() {
        return nullableKeys;
    }

    List<Violation> violations() {
        return violations.stream().filter(v -> v.count() > 0).toList();
    }

    /** @param file where the raw snapshot goes; the keys go beside it */
    static TableScan read(
            PositionedCursor cursor,
            TableMetadata table,
            DatabaseMetadata metadata,
            Path file,
            SnapshotListener listener)
            throws IOException {
        TableScan scan = new TableScan(table, file);
        scan.run(cursor, metadata.parentsOf(table.name()), listener);
        return scan;
    }

    private void run(PositionedCursor cursor, List<Relationship> relationships, SnapshotListener listener)
            throws IOException {
        List<TypeCheck> types = typeChecks();
        Optional<ScannedKey> primary = table.primaryKey().isEmpty()
                ? Optional.empty()
                : Optional.of(new ScannedKey("primary key", table, table.primaryKey(), beside(".pk"), primarySpelling));
        Violation nullKeys = keyViolation("row(s) have no value in the primary key " + names(table.primaryKey()));
        List<ScannedKey> foreign = new ArrayList<>();
        for (Relationship r : relationships) {
            KeySpelling spelling = new KeySpelling();
            foreignSpellings.put(r.name(), spelling);
            foreign.add(new ScannedKey(r.name(), table, r.childKey(), beside(".fk" + foreign.size()), spelling));
        }
        copyRows(cursor, types, primary, nullKeys, foreign, listener);
        if (primary.isPresent()) {
            primaryKey = Optional.of(primary.get().sorted());
            findRepeatedKeys();
        }
        for (ScannedKey key : foreign) {
            foreignKeys.put(key.name(), key.sorted());
        }
    }

    private void copyRows(
            PositionedCursor cursor,
            List<TypeCheck> types,
            Optional<ScannedKey> primary,
            Violation nullKeys,
            List<ScannedKey> foreign,
            SnapshotListener listener)
            throws IOException {
        String[] cells = new String[table.columns().size()];
        Progress progress = new Progress(listener);
        try (SnapshotWriter writer = new SnapshotWriter(file, table)) {
            while (cursor.advance()) {
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cursor.value(i);
                }
                writer.write(cells);
                for (TypeCheck type : types) {
                    type.check(cells, rows);
                }
                if (primary.isPresent() && !primary.get().add(cells, rows)) {
                    markKey(nullKeys, rows);
                }
                for (ScannedKey key : foreign) {
                    if (!key.add(cells, rows)) {
                        nullableKeys.add(key.name());
                    }
                }
                rows++;
                progress.tick();
            }
        }
        progress.report();
    }

    private void findRepeatedKeys() throws IOException {
        Violation repeated = keyViolation(
                "row(s) repeat a value of the primary key " + names(table.primaryKey()) + " of an earlier row");
        primaryKey.orElseThrow().forEachRepeated(row -> markKey(repeated, row));
    }

    private List<TypeCheck> typeChecks() {
        List<TypeCheck> checks = new ArrayList<>();
        List<ColumnMetadata> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            ColumnMetadata column = columns.get(i);
            if (column.isContent() && column.sdtype() != Sdtype.CATEGORICAL) {
                Violation violation = violation("value(s) in column " + column.name() + " are not " + expected(column));
                checks.add(new TypeCheck(i, ValueFormat.Detector.of(column), violation));
            }
        }
        return checks;
    }

    private static String expected(ColumnMetadata column) {
        return switch (column.sdtype()) {
            case NUMERICAL -> "numbers";
            case BOOLEAN -> "boolean values";
            default ->
                "dates"
                        + column.datetimeFormat()
                                .map(f -> " in the format " + f)
                                .orElse(" in one common format");
        };
    }

    private Violation violation(String what) {
        Violation violation = new Violation(table.name(), what);
        violations.add(violation);
        return violation;
    }

    private Violation keyViolation(String what) {
        Violation violation = new Violation(table.name(), what);
        keyViolations.add(violation);
        return violation;
    }

    private void markKey(Violation violation, long row) {
        violation.add(row);
        invalidKeys.set(Math.toIntExact(row));
    }

    private void markInvalid(Violation violation, long row) {
        violation.add(row);
        invalid.set(Math.toIntExact(row));
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static String names(List<String> columns) {
        return String.join(", ", columns);
    }

    private final class TypeCheck {
        private final int column;
        private final ValueFormat.Detector detector;
        private final Violation violation;

        TypeCheck(int column, ValueFormat.Detector detector, Violation violation) {
            this.column = column;
            this.detector = detector;
            this.violation = violation;
        }

        void check(String[] cells, long row) {
            String cell = cells[column];
            if (cell != null && !detector.accept(cell)) {
                markInvalid(violation, row);
            }
        }
    }

    private final class Progress {
        private final SnapshotListener listener;
        private final long start = System.nanoTime();
        private long reported = start;

        Progress(SnapshotListener listener) {
            this.listener = listener;
        }

        void tick() {
            if ((rows & 1023) == 0 && System.nanoTime() - reported > NANOS_PER_SECOND) {
                report();
            }
        }

        void report() {
            reported = System.nanoTime();
            listener.onProgress(table.name(), rows, rows * 1e9 / Math.max(1, reported - start));
        }
    }
}
