package io.rowmill.sources;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.ByteSource;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.core.table.csv.FileStyle;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** A Parquet file without nested columns. One group of its rows is in memory at a time, compressed. */
final class ParquetFile implements TableFile {
    private final String file;
    private final String table;
    private final ByteSource source;

    ParquetFile(String file, String table, ByteSource source) {
        this.file = file;
        this.table = table;
        this.source = CsvTable.unzipped(file, source);
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public List<String> columns() throws IOException {
        try (Opened opened = open()) {
            List<String> names =
                    opened.schema().getFields().stream().map(Type::getName).toList();
            if (names.isEmpty()) {
                throw FailureException.rejected(CsvTable.INVALID, "File " + file + " has no column.");
            }
            return names;
        }
    }

    @Override
    public PositionedCursor open(TableMetadata metadata) throws IOException {
        Opened opened = open();
        try {
            List<String> names =
                    opened.schema().getFields().stream().map(Type::getName).toList();
            List<String> errors = CsvTable.compareColumns(file, names, metadata);
            if (!errors.isEmpty()) {
                throw FailureException.rejected("invalid-source", errors);
            }
            return new Rows(opened, metadata);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public String describe() {
        return "Parquet";
    }

    @Override
    public FileStyle style() {
        return FileStyle.PLAIN;
    }

    private Opened open() throws IOException {
        LocalCopy copy = LocalCopy.of(source, ".parquet");
        try {
            Opened opened = new Opened(copy, reader(copy));
            copy.forget();
            requireReadable(opened);
            return opened;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private ParquetFileReader reader(LocalCopy copy) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs(file))
                .usePageChecksumVerification()
                .build();
        try {
            return ParquetFileReader.open(new LocalInputFile(copy.path()), options);
        } catch (IOException | RuntimeException e) {
            throw rejected("File " + file + " is no Parquet file, or is damaged or encrypted; write it anew.", e);
        }
    }

    private void requireReadable(Opened opened) throws IOException {
        List<String> nested = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        for (Type column : opened.schema().getFields()) {
            if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
                nested.add(column.getName());
            } else if (ParquetCells.of(column.asPrimitiveType()).isEmpty()) {
                strange.add(column.getName());
            }
        }
        List<String> errors = new ArrayList<>();
        if (!nested.isEmpty()) {
            errors.add("File " + file + ": these columns are nested (lists, maps or structs), which is not read: "
                    + String.join(", ", nested)
                    + ". Write each as JSON text, or its parts as columns, or leave it out.");
        }
        if (!strange.isEmpty()) {
            errors.add("File " + file + ": these columns are neither text, numbers, times nor true and false: "
                    + String.join(", ", strange) + ". Write each as text, or leave it out.");
        }
        if (!errors.isEmpty()) {
            opened.close();
            throw FailureException.rejected(CsvTable.INVALID, errors);
        }
    }

    private static FailureException rejected(String what, Exception cause) {
        return new FailureException(new Failure.Rejected(CsvTable.INVALID, List.of(what)), cause);
    }

    /** An open file. */
    private record Opened(LocalCopy copy, ParquetFileReader reader) implements AutoCloseable {
        MessageType schema() {
            return reader.getFileMetaData().getSchema();
        }

        @Override
        public void close() throws IOException {
            reader.close();
            copy.close();
        }
    }

    /** One column of the group of rows that is being read. */
    private record Column(String name, ColumnReader reader, int present, ParquetCells.Text text) {
        @Nullable
        String next() throws CharacterCodingException {
            String value = reader.getCurrentDefinitionLevel() == present ? text.of(reader) : null;
            reader.consume();
            return value;
        }
    }

    private final class Rows implements PositionedCursor {
        private final Opened opened;
        private final List<String> names;
        private final List<Column> columns = new ArrayList<>();
        private final @Nullable String[] cells;
        private long left;
        private long number;

        Rows(Opened opened, TableMetadata metadata) {
            this.opened = opened;
            this.names = metadata.columns().stream().map(ColumnMetadata::name).toList();
            this.cells = new String[names.size()];
        }

        @Override
        public boolean advance() throws IOException {
            try {
                while (left == 0) {
                    if (!nextGroup()) {
                        return false;
                    }
                }
            } catch (FailureException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw rejected("File " + file + ", after row " + number + ": the file is damaged; write it anew.", e);
            }
            left--;
            number++;
            for (int c = 0; c < cells.length; c++) {
                cells[c] = cell(columns.get(c));
            }
            return true;
        }

        private @Nullable String cell(Column column) {
            try {
                return column.next();
            } catch (FailureException e) {
                throw e;
            } catch (CharacterCodingException e) {
                throw refused(column, "the bytes are no text in UTF-8; write the column as text, or leave it out.", e);
            } catch (RuntimeException e) {
                throw refused(column, "the value can't be read; write the file anew.", e);
            }
        }

        private FailureException refused(Column column, String why, Exception cause) {
            return rejected("File " + file + ", row " + number + ", column " + column.name() + ": " + why, cause);
        }

        private boolean nextGroup() throws IOException {
            PageReadStore pages = opened.reader().readNextRowGroup();
            if (pages == null) {
                return false;
            }
            MessageType schema = opened.schema();
            ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                    pages,
                    new Unused(),
                    schema,
                    opened.reader().getFileMetaData().getCreatedBy());
            columns.clear();
            for (String name : names) {
                ColumnDescriptor column = schema.getColumnDescription(new String[] {name});
                columns.add(new Column(
                        name,
                        store.getColumnReader(column),
                        column.getMaxDefinitionLevel(),
                        ParquetCells.of(column.getPrimitiveType()).orElseThrow()));
            }
            left = pages.getRowCount();
            return true;
        }

        @Override
        public long position() {
            return number;
        }

        @Override
        public @Nullable String value(int column) {
            return cells[column];
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }

    /** What the library would hand values to; they are taken from the columns instead. */
    private static final class Unused extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {
            // No record is built.
        }

        @Override
        public void end() {
            // No record is built.
        }
    }
}
