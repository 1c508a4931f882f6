package io.rowmill.core.table.csv;

import io.rowmill.core.table.RowCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. A line without any character is a row of one null in a table of one column, else it is skipped. */
public final class CsvCursor implements RowCursor {
    private final CsvRecords records;
    private final int[] fieldOfColumn;

    private final char delimiter;
    private boolean onFirst;

    /** @param onFirst whether the record that was read already is the first row */
    CsvCursor(CsvRecords records, int[] fieldOfColumn, char delimiter, boolean onFirst) {
        this.records = records;
        this.fieldOfColumn = fieldOfColumn;
        this.delimiter = delimiter;
        this.onFirst = onFirst;
    }

    @Override
    public boolean advance() throws IOException {
        if (onFirst) {
            onFirst = false;
            return true;
        }
        do {
            if (!records.advance()) {
                return false;
            }
        } while (records.isEmptyLine() && fieldOfColumn.length > 1);
        if (records.size() != fieldOfColumn.length) {
            throw records.rejected("the record has " + records.size() + " fields, the header has "
                    + fieldOfColumn.length + "; quote fields that hold a " + CsvDialect.name(delimiter)
                    + ", and leave none out");
        }
        return true;
    }

    @Override
    public @Nullable String value(int column) {
        return records.get(fieldOfColumn[column]);
    }

    /** Line of the file in which the row begins, from 1. */
    public long line() {
        return records.line();
    }

    /** How the nulls read so far are written, if all are written alike; the empty text if they aren't, or there was none. */
    public String nullText() {
        return records.nulls().text();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
