package io.rowmill.sources;

import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.ByteSource;
import io.rowmill.core.table.csv.CsvCursor;
import io.rowmill.core.table.csv.CsvSniffer;
import io.rowmill.core.table.csv.CsvTable;
import io.rowmill.core.table.csv.FileStyle;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of delimited text. */
final class TextFile implements TableFile {
    private final String file;
    private final TableFileName name;
    private final ByteSource source;
    private final CsvSniffer.Sniffed sniffed;
    private String nullText = "";

    TextFile(String file, TableFileName name, ByteSource source, CsvSniffer.Sniffed sniffed) {
        this.file = file;
        this.name = name;
        this.source = source;
        this.sniffed = sniffed;
    }

    @Override
    public String table() {
        return name.table();
    }

    @Override
    public String file() {
        return file;
    }

    @Override
    public List<String> columns() throws IOException {
        return CsvTable.header(file, source, sniffed.dialect());
    }

    @Override
    public PositionedCursor open(TableMetadata table) throws IOException {
        return new Lines(new CsvTable(file, source, table, sniffed.dialect()).open());
    }

    @Override
    public String describe() {
        return sniffed.describe();
    }

    @Override
    public FileStyle style() {
        return new FileStyle(name.suffix(), sniffed.dialect().withNullText(nullText));
    }

    private final class Lines implements PositionedCursor {
        private final CsvCursor cursor;

        Lines(CsvCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public long position() {
            return cursor.line();
        }

        @Override
        public boolean advance() throws IOException {
            if (cursor.advance()) {
                return true;
            }
            nullText = cursor.nullText();
            return false;
        }

        @Override
        public @Nullable String value(int column) {
            return cursor.value(column);
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }
}
