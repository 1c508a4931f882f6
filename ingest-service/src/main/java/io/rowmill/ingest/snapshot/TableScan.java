package io.rowmill.ingest.snapshot;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.keys.KeyRecords;
import io.rowmill.core.keys.TableKeys;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.EncodedColumnFile;
import io.rowmill.platform.snapshot.SnapshotWriter;
import io.rowmill.sources.PositionedCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/** The result of one pass over one table: its raw snapshot, its keys and the rows that are invalid by themselves. */
final class TableScan {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final TableMetadata table;
    private final Path file;
    private final TableKeys keys;
    private final KeySpelling primarySpelling;
    private final Map<Set<String>, KeySpelling> alternateSpellings = new LinkedHashMap<>();
    private final Map<String, KeySpelling> foreignSpellings = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final List<Violation> keyViolations = new ArrayList<>();
    private final BitSet invalid = new BitSet();
    private final BitSet invalidKeys = new BitSet();
    private long rows;

    private TableScan(TableMetadata table, DatabaseMetadata metadata, Path file) {
        this.table = table;
        this.file = file;
        this.keys = new TableKeys(metadata, table, file);
        this.primarySpelling = new KeySpelling(table, table.primaryKey());
        table.alternateKeys().forEach(key -> alternateSpellings.put(Set.copyOf(key), new KeySpelling(table, key)));
        metadata.parentsOf(table.name())
                .forEach(r -> foreignSpellings.put(r.name(), new KeySpelling(table, r.childKey())));
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

    TableKeys keys() {
        return keys;
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

    /** @param key the primary key's columns or those of an alternate key */
    KeySpelling spelling(List<String> key) {
        return alternateSpellings.getOrDefault(Set.copyOf(key), primarySpelling);
    }

    KeySpelling foreignSpelling(Relationship relationship) {
        return foreignSpellings.get(relationship.name());
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
        TableScan scan = new TableScan(table, metadata, file);
        try {
            scan.run(cursor, listener);
            return scan;
        } catch (IOException | RuntimeException e) {
            scan.keys.close();
            throw e;
        }
    }

    private void run(PositionedCursor cursor, SnapshotListener listener) throws IOException {
        List<TypeCheck> types = typeChecks();
        Violation nullKeys = keyViolation("row(s) have no value in the primary key " + names(table.primaryKey()));
        copyRows(cursor, types, nullKeys, listener);
        keys.finish();
        if (keys.primaryKey().isPresent()) {
            Violation repeated = keyViolation(
                    "row(s) repeat a value of the primary key " + names(table.primaryKey()) + " of an earlier row");
            keys.primaryKey().get().forEachRepeated(row -> markKey(repeated, row));
        }
        for (Map.Entry<List<String>, KeyRecords> key : keys.alternateKeys().entrySet()) {
            Violation repeated = violation(
                    "row(s) repeat a value of the alternate key " + names(key.getKey()) + " of an earlier row");
            key.getValue().forEachRepeated(row -> markInvalid(repeated, row));
        }
    }

    private void copyRows(PositionedCursor cursor, List<TypeCheck> types, Violation nullKeys, SnapshotListener listener)
            throws IOException {
        String[] cells = new String[table.columns().size()];
        IntFunction<String> cell = column -> cells[column];
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
                if (!keys.add(cell)) {
                    markKey(nullKeys, rows);
                }
                primarySpelling.add(cells);
                alternateSpellings.values().forEach(spelling -> spelling.add(cells));
                foreignSpellings.values().forEach(spelling -> spelling.add(cells));
                rows++;
                checkSize();
                progress.tick();
            }
        }
        progress.report();
    }

    private void checkSize() {
        if (rows > EncodedColumnFile.MAX_ROWS) {
            throw FailureException.rejected(
                    "too-many-rows",
                    "Table " + table.name() + " has more than " + EncodedColumnFile.MAX_ROWS
                            + " rows: give a part of it, for instance an export or a view of some of its rows.");
        }
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
