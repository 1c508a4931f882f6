package io.rowmill.platform.snapshot;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
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
     * @param metadata the columns to read; others of the file are skipped
     * @throws FailureException (Defect) if the file is incomplete, of another version, or lacks a column
     */
    public SnapshotRows(Path file, TableMetadata metadata) throws IOException {
        this.file = file;
        this.metadata = metadata;
        try (DataFileReader<Utf8[]> reader = reader(file, new BitSet())) {
            this.rowCount = rowCount(reader);
            this.fieldOfColumn = fieldsOf(reader.getSchema(), metadata);
        } catch (AvroRuntimeException e) {
            throw damaged(file, e);
        }
    }

    private long rowCount(DataFileReader<Utf8[]> reader) {
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

    private static DataFileReader<Utf8[]> reader(Path file, BitSet wanted) throws IOException {
        return new DataFileReader<>(file.toFile(), new RowReader(wanted));
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
        BitSet wanted = new BitSet();
        for (int field : fieldOfColumn) {
            wanted.set(field);
        }
        return new Cursor(reader(file, wanted));
    }

    private final class Cursor implements RowCursor {
        private final DataFileReader<Utf8[]> reader;
        private Utf8 @Nullable [] row;

        Cursor(DataFileReader<Utf8[]> reader) {
            this.reader = reader;
        }

        @Override
        public boolean advance() throws IOException {
            try {
                if (!reader.hasNext()) {
                    return false;
                }
                row = reader.next(row);
                return true;
            } catch (AvroRuntimeException e) {
                throw damaged(file, e);
            }
        }

        @Override
        public @Nullable String value(int column) {
            if (row == null) {
                throw new NoSuchElementException("advance first");
            }
            Utf8 cell = row[fieldOfColumn[column]];
            return cell == null ? null : new String(cell.getBytes(), 0, cell.getByteLength(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /** Cells stay bytes until somebody asks for them; the row before is overwritten. */
    private static final class RowReader implements DatumReader<Utf8[]> {
        private final BitSet wanted;
        private int columns;

        RowReader(BitSet wanted) {
            this.wanted = wanted;
        }

        @Override
        public void setSchema(Schema schema) {
            columns = schema.getFields().size();
        }

        @Override
        public Utf8[] read(Utf8[] reuse, Decoder decoder) throws IOException {
            Utf8[] cells = reuse == null ? new Utf8[columns] : reuse;
            for (int i = 0; i < columns; i++) {
                boolean isNull = decoder.readIndex() == SnapshotFormat.NULL;
                if (isNull) {
                    decoder.readNull();
                    cells[i] = null;
                } else if (wanted.get(i)) {
                    cells[i] = decoder.readString(cells[i]);
                } else {
                    decoder.skipString();
                }
            }
            return cells;
        }
    }
}
