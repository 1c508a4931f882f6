package io.rowmill.benchmarks;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.ingest.snapshot.SnapshotListener;
import io.rowmill.ingest.snapshot.SnapshotOptions;
import io.rowmill.ingest.snapshot.SnapshotTaker;
import io.rowmill.sources.CsvSource;
import io.rowmill.sources.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** CSV to a checked raw snapshot, as the ingest service does it on one thread; and the parsing alone. */
final class IngestBenchmark implements Benchmark {
    private static final long BYTES = 64 << 20;
    private static final int TIMES = 3;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public List<Figure> measure(Workplace workplace) throws Exception {
        SourceTable table = workplace.table();
        Path folder = workplace.folder("ingest");
        Path csv = folder.resolve(table.name() + ".csv");
        table.repeat(csv, BYTES);
        double megabytes = Files.size(csv) / 1e6;
        parse(csv, table);
        Cost parsing = Cost.median(TIMES, () -> parse(csv, table));
        snapshot(csv, table, workplace);
        Cost snapshot = Cost.median(TIMES, () -> snapshot(csv, table, workplace));
        return List.of(
                new Figure(
                        "CSV parsing alone, " + table.name(),
                        perCore(megabytes, parsing),
                        "",
                        "%.0f MB read once".formatted(megabytes),
                        "Decoding UTF-8 and making a string per cell."),
                new Figure(
                        "Ingest: CSV to a checked snapshot, " + table.name(),
                        perCore(megabytes, snapshot),
                        "≥ 20 MB/s per core",
                        "%.0f MB read once, a snapshot written once".formatted(megabytes),
                        "One pass: parsing, type checks of every cell, and the snapshot's Avro and compression."));
    }

    private static String perCore(double megabytes, Cost cost) {
        return "%.0f MB/s per core (CPU time %.2f s)".formatted(megabytes / cost.cpuSeconds(), cost.cpuSeconds());
    }

    private static void parse(Path csv, SourceTable table) throws IOException {
        long characters = 0;
        int columns = table.metadata().columns().size();
        try (RowCursor rows = CsvTable.of(csv, table.metadata()).open()) {
            while (rows.advance()) {
                for (int i = 0; i < columns; i++) {
                    String cell = rows.value(i);
                    characters += cell == null ? 0 : cell.length();
                }
            }
        }
        if (characters == 0) {
            throw new IllegalStateException("nothing was read");
        }
    }

    private static void snapshot(Path csv, SourceTable table, Workplace workplace) throws IOException {
        SnapshotOptions options = new SnapshotOptions(false, false, OptionalLong.empty(), new Seed(1));
        try (CsvSource source = new CsvSource(new OneFile(csv))) {
            SnapshotTaker.take(
                    source, table.database(), options, workplace.folder("snapshot"), SnapshotListener.SILENT);
        }
    }

    private record OneFile(Path file) implements SourceFiles {
        @Override
        public List<String> list() {
            return List.of(file.getFileName().toString());
        }

        @Override
        public InputStream open(String name) throws IOException {
            return Files.newInputStream(file);
        }
    }
}
