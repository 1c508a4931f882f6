package io.rowmill.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.table.csv.FileStyle;
import io.rowmill.core.table.csv.TableWriter;
import io.rowmill.platform.artifact.JobDir;
import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.platform.rows.RowSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Writes a sample's rows from their topics to files, with the name, dialect, header, column order and formats of the source's, and
 * rows in the order of their ordinals. Memory doesn't grow with the number of rows.
 */
public final class SampleExporter {
    private static final long SORT_MEMORY_BYTES = 48L << 20;

    private final RowTopicReader topics;
    private final Function<String, RowSchema> schemas;
    private final Function<String, FileStyle> styles;
    private final Path workDir;

    /** A written file. */
    public record ExportedTable(String table, String topic, Path file, long rows) {}

    /** Receives the progress of the export. */
    @FunctionalInterface
    public interface Listener {
        void onRows(String table, long rows, long of);
    }

    /**
     * @param schemas how the rows of a table are written, columns in the order of the source
     * @param styles how the file of a table is written
     * @param workDir directory for data that doesn't fit into memory
     */
    public SampleExporter(
            RowTopicReader topics,
            Function<String, RowSchema> schemas,
            Function<String, FileStyle> styles,
            Path workDir) {
        this.topics = topics;
        this.schemas = schemas;
        this.styles = styles;
        this.workDir = workDir;
    }

    /**
     * Writes every table. A file gets its final name when it is complete.
     *
     * @param out target folder; created if it doesn't exist
     * @throws FailureException (Defect) if rows are missing or repeated on a topic
     */
    public List<ExportedTable> export(SampleManifest sample, Path out, Listener listener) throws IOException {
        Files.createDirectories(out);
        List<ExportedTable> exported = new ArrayList<>();
        for (SampleManifest.Table table : sample.tables()) {
            Path file = out.resolve(table.table() + styles.apply(table.table()).suffix());
            exportTable(sample.sampleId(), table, file, rows -> listener.onRows(table.table(), rows, table.rows()));
            exported.add(new ExportedTable(table.table(), table.topic(), file, table.rows()));
        }
        return exported;
    }

    private void exportTable(String sampleId, SampleManifest.Table table, Path file, LongConsumer progress)
            throws IOException {
        Path part =
                file.resolveSibling("." + UUID.nameUUIDFromBytes(table.table().getBytes(UTF_8)) + ".part");
        try (JobDir dir = new JobDir(workDir, "export");
                RowSorter sorter = new RowSorter(dir.path(), SORT_MEMORY_BYTES)) {
            RowText text = new RowText(schemas.apply(table.table()));
            long[] read = {0};
            topics.read(sampleId, table, (ordinal, row) -> {
                sorter.add(ordinal, text.cells(row));
                progress.accept(++read[0]);
            });
            write(table, sorter, text.header(), part, styles.apply(table.table()));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(
            SampleManifest.Table table, RowSorter sorter, List<String> header, Path file, FileStyle style)
            throws IOException {
        long[] next = {0};
        try (OutputStream out = Files.newOutputStream(file);
                TableWriter rows = style.writer(out, header)) {
            sorter.drain(row -> {
                if (row.ordinal() != next[0]) {
                    throw incomplete(table, "row " + next[0] + " is missing or repeated");
                }
                rows.write(Arrays.asList(row.cells()));
                next[0]++;
            });
        }
    }

    private static FailureException incomplete(SampleManifest.Table table, String what) {
        return FailureException.defect(
                "incomplete-sample", "Topic " + table.topic() + " is not what the sample wrote: " + what + ".");
    }
}
