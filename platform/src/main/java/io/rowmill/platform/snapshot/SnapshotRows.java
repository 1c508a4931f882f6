package io.rowmill.platform.snapshot;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;

/** A snapshot on the local disk as a table. Each cursor is a pass of its own and holds one block of rows. */
public final class SnapshotRows implements TableRows {
    private final Path file;
    private final TableMetadata metadata;
    private final long rowCount;
    private final int[] fieldOfColumn;

    /**
     * Opens and checks the file.
     *
     * @param metadata the columns to read, among those of the file
     * @throws FailureException (Defect) if the file is incomplete, of another version, or lacks a column
     */
    public SnapshotRows(Path file, TableMetadata metadata) throws IOException {
        this.file = file;
        this.metadata = metadata;
        try (DataFileReader<Object> reader = reader(file)) {
            this.rowCount = rowCount(reader);
            this.fieldOfColumn = fieldsOf(reader.getSchema(), metadata);
        } catch (AvroRuntimeException e) {
            throw damaged(file, e);
        }
    }

    private long rowCount(DataFileReader<Object> reader) {
        String version = reader.getMetaString(SnapshotFormat.VERSION_KEY);
        if (!SnapshotFormat.VERSION.equals(version)) {
            throw FailureException.defect(
                    "snapshot-version", "Snapshot " + file.getFileName() + " has format version " + version + ".");
        }
        String rows = reader.getMetaString(SnapshotFormat.ROWS_KEY);
        if (rows.startsWith("?")) {
            throw FailureException.defect("snapshot-incomplete", "Snapshot " + file.getFileName() + " is incomplete.");
        }
        return Long.parseLong(rows);
    }

    private static FailureException damaged(Path file, Exception cause) {
        return new FailureException(
                new Failure.Defect("snapshot-damaged", List.of("Snapshot " + file.getFileName() + " is damaged.")),
                cause);
    }

    private static DataFileReader<Object> reader(Path file) throws IOException {
        return new DataFileReader<>(file.toFile(), new GenericDatumReader<>());
    }

    private static int[] fieldsOf(Schema schema, TableMetadata metadata) {
        List<String> names = schema.getFields().stream().map(Schema.Field::doc).toList();
        return metadata.columns().stream()
                .map(ColumnMetadata::name)
                .mapToInt(name -> {
                    int field = names.indexOf(name);
                    if (field < 0) {
                        throw FailureException.defect(
                                "snapshot-column",
                                "The snapshot of " + metadata.name() + " has no column " + name + ".");
                    }
                    return field;
                })
                .toArray();
    }

    @Override
    public TableMetadata metadata() {
        return metadata;
    }

    @Override
    public long rowCount() {
        return rowCount;
    }

    @Override
    public RowCursor open() throws IOException {
        return new Cursor(reader(file));
    }

    /** Cells stay bytes of their block until somebody asks for them. */
    private final class Cursor implements RowCursor {
        private final DataFileReader<Object> reader;
        private final SnapshotBlock block;

        Cursor(DataFileReader<Object> reader) {
            this.reader = reader;
            this.block = new SnapshotBlock(reader.getSchema().getFields().size());
        }

        @Override
        public boolean advance() throws IOException {
            try {
                while (!block.advance()) {
                    if (!reader.hasNext()) {
                        return false;
                    }
                    block.begin(reader.nextBlock(), reader.getBlockCount());
                }
                return true;
            } catch (AvroRuntimeException | IndexOutOfBoundsException e) {
                throw damaged(file, e);
            }
        }

        @Override
        public @Nullable String value(int column) {
            return block.cell(fieldOfColumn[column]);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
