package io.rowmill.core.sampling.given;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.csv.ByteSource;
import io.rowmill.core.table.csv.CsvCursor;
import io.rowmill.core.table.csv.CsvDialect;
import io.rowmill.core.table.csv.CsvOptions;
import io.rowmill.core.table.csv.CsvSniffer;
import io.rowmill.core.table.csv.CsvTable;
import java.io.IOException;
import java.util.List;

/** A CSV file with given cells, gzipped or not. Its dialect is detected. */
public final class GivenFile {
    private final List<String> columns;
    private final CsvTable table;

    private GivenFile(List<String> columns, CsvTable table) {
        this.columns = columns;
        this.table = table;
    }

    /**
     * Reads the header.
     *
     * @param name of the file, for messages; {@code .gz} at its end: {@code source} is gzipped
     * @throws io.rowmill.core.failure.FailureException (Rejected) if there is none, or it names a column twice
     */
    public static GivenFile open(String name, ByteSource source) throws IOException {
        CsvDialect dialect = CsvSniffer.sniff(name, source, CsvOptions.NONE).dialect();
        List<String> columns = CsvTable.header(name, source, dialect);
        TableMetadata metadata = new TableMetadata(
                "given",
                columns.stream()
                        .map(c -> ColumnMetadata.of(c, Sdtype.CATEGORICAL))
                        .toList(),
                List.of());
        return new GivenFile(columns, new CsvTable(name, source, metadata, dialect));
    }

    /** The header. */
    public List<String> columns() {
        return columns;
    }

    /** The rows, their cells in the order of the header. */
    public CsvCursor rows() throws IOException {
        return table.open();
    }

    /** Counted by a pass over the file. */
    public long rowCount() {
        return table.rowCount();
    }
}
