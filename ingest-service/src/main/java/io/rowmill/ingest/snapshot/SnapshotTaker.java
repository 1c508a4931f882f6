package io.rowmill.ingest.snapshot;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.TableFacts;
import io.rowmill.core.metadata.DatabaseMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.CopiedRows;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.platform.snapshot.SnapshotRows;
import io.rowmill.platform.snapshot.SnapshotWriter;
import io.rowmill.sources.PositionedCursor;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes snapshots of all tables in one streaming pass and checks them. Nothing is returned before every table has passed; all
 * errors are reported at once, with table, column, count and first rows, never with a value.
 */
public final class SnapshotTaker {
    private final Source source;
    private final SnapshotOptions options;
    private final Path workDir;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, TableScan> scans = new LinkedHashMap<>();
    private DatabaseMetadata metadata;

    private SnapshotTaker(Source source, DatabaseMetadata metadata, SnapshotOptions options, Path workDir) {
        this.source = source;
        this.metadata = metadata;
        this.options = options;
        this.workDir = workDir;
    }

    /**
     * @param metadata validated, its columns in the source's order
     *     ({@link io.rowmill.sources.SourceCatalogue#align})
     * @param workDir an existing folder for the snapshots and, while this runs, for the keys; the caller's to delete
     * @throws FailureException (Rejected) if rows are invalid and may not be dropped, there is no row at all, or no order of
     *     the tables keeps their keys
     */
    public static Snapshots take(
            Source source, DatabaseMetadata metadata, SnapshotOptions options, Path workDir, SnapshotListener listener)
            throws IOException {
        return new SnapshotTaker(source, metadata, options, workDir).take(listener);
    }

    private Snapshots take(SnapshotListener listener) throws IOException {
        try (SourceSession session = source.read()) {
            readTables(session, listener);
            checkKeys(session);
        }
        checkSizes();
        SchemaGraph graph = graph();
        Map<String, BitSet> kept = options.relationalSample().isPresent()
                ? RelationalSample.choose(
                        metadata, graph, scans, options.relationalSample().getAsLong(), options.seed())
                : Map.of();
        List<TableSnapshot> snapshots = new ArrayList<>();
        for (TableScan scan : scans.values()) {
            snapshots.add(finish(scan, kept.get(scan.table().name())));
        }
        return new Snapshots(metadata, snapshots, warnings);
    }

    private void readTables(SourceSession session, SnapshotListener listener) throws IOException {
        List<String> errors = new ArrayList<>();
        for (TableMetadata table : metadata.tables()) {
            Path file = workDir.resolve("table-" + scans.size() + ".avro");
            try (PositionedCursor cursor = session.open(table)) {
                scans.put(table.name(), TableScan.read(cursor, table, metadata, file, listener));
            } catch (FailureException e) {
                if (!e.failure().code().equals(CsvTable.INVALID)) {
                    throw e;
                }
                errors.addAll(e.failure().messages());
            }
        }
        if (!errors.isEmpty() && !options.privately()) {
            for (TableScan scan : scans.values()) {
                scan.settleKeys();
                errors.addAll(described(session, scan.violations()));
            }
        }
        if (!errors.isEmpty()) {
            throw FailureException.rejected("invalid-rows", errors);
        }
    }

    private void checkKeys(SourceSession session) throws IOException {
        if (options.keysAreGuessed()) {
            metadata = new GuessedKeys(metadata, scans, warnings).confirmed();
        }
        scans.values().forEach(TableScan::settleKeys);
        checkRows(session);
    }

    /** Whether any order of the tables keeps their keys depends on rows, too: a key that may be null can be cut. */
    private SchemaGraph graph() {
        Map<String, TableFacts> facts = new HashMap<>();
        scans.forEach((name, scan) ->
                facts.put(name, new TableFacts(validRows(scan), scan.keys().nullableKeys())));
        return SchemaGraph.of(metadata, facts);
    }

    private void checkRows(SourceSession session) throws IOException {
        List<Violation> violations = new ArrayList<>();
        scans.values().forEach(scan -> violations.addAll(scan.violations()));
        References references = new References(metadata, scans);
        if (options.privately()) {
            return;
        }
        if (options.dropInvalidRows()) {
            violations.addAll(references.dropOrphans());
            violations.forEach(v -> warnings.add(v.describe() + " These rows were dropped."));
            return;
        }
        violations.addAll(references.orphans());
        if (!violations.isEmpty()) {
            List<String> errors = new ArrayList<>(described(session, violations));
            errors.add("Correct these rows, or leave them out with the setting dropInvalidRows=true.");
            throw FailureException.rejected("invalid-rows", errors);
        }
    }

    private List<String> described(SourceSession session, List<Violation> violations) throws IOException {
        List<String> sentences = new ArrayList<>();
        for (Violation violation : violations) {
            sentences.add(violation.describe(places(session, violation)));
        }
        return sentences;
    }

    /** Lines are not kept while reading; only a rejection needs them, and reads a file again for them. */
    private String places(SourceSession session, Violation violation) throws IOException {
        long[] rows = violation.firstRows();
        List<Long> positions = new ArrayList<>();
        TableMetadata table = metadata.table(violation.table());
        try (PositionedCursor cursor = session.open(table)) {
            long at = 0;
            while (positions.size() < rows.length && cursor.advance()) {
                if (at++ == rows[positions.size()]) {
                    positions.add(cursor.position());
                }
            }
        }
        String numbers = positions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return source.positionUnit()
                + (rows.length == 1 ? " " : "s ")
                + numbers
                + (violation.count() > rows.length ? ", …" : "");
    }

    private void checkSizes() {
        long total = 0;
        for (TableScan scan : scans.values()) {
            long rows = validRows(scan);
            total += rows;
            if (rows < 2) {
                warnings.add("Table " + scan.table().name() + " has " + (rows == 0 ? "no row" : "one row")
                        + ": rowmill can learn little from it.");
            }
        }
        List<String> large = metadata.tables().stream()
                .filter(t -> t.copied() && validRows(scans.get(t.name())) > CopiedRows.MOST_ROWS)
                .map(t -> CopiedRows.tooMany(t.name()))
                .toList();
        if (!large.isEmpty()) {
            throw FailureException.rejected("large-public-table", large);
        }
        if (total == 0 && !options.privately()) {
            throw FailureException.rejected(
                    "empty-database", "No table of the source has rows, so there is nothing to learn.");
        }
    }

    private static long validRows(TableScan scan) {
        return scan.rows() - scan.invalid().cardinality();
    }

    /** @param kept rows to keep; null: all */
    private TableSnapshot finish(TableScan scan, BitSet kept) throws IOException {
        scan.keys().close();
        long dropped = scan.invalid().cardinality();
        if (dropped == 0 && kept == null) {
            return new TableSnapshot(scan.table().name(), scan.file(), scan.rows(), 0);
        }
        Path file = scan.file().resolveSibling("kept-" + scan.file().getFileName());
        long rows = 0;
        String[] cells = new String[scan.table().columns().size()];
        try (RowCursor cursor = new SnapshotRows(scan.file(), scan.table()).open();
                SnapshotWriter writer = new SnapshotWriter(file, scan.table())) {
            for (int row = 0; cursor.advance(); row++) {
                if (!scan.invalid().get(row) && (kept == null || kept.get(row))) {
                    for (int i = 0; i < cells.length; i++) {
                        cells[i] = cursor.value(i);
                    }
                    writer.write(cells);
                    rows++;
                }
            }
        }
        Files.delete(scan.file());
        return new TableSnapshot(scan.table().name(), file, rows, dropped);
    }
}
