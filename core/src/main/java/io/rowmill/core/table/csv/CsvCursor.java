package io.rowmill.core.table.csv;

import io.rowmill.core.table.RowCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. A line without any character is a row of one null in a table of one column, else it is skipped. */
public final class CsvCursor implements RowCursor {
    private final CsvRecords records;
    private final int[] fieldOfColumn;

    CsvCursor(CsvRecords records, int[] fieldOfColumn) {
        this.records = records;
        this.fieldOfColumn = fieldOfColumn;
    }

    @Override
    public boolean advance() throws IOException {
        do {
            if (!records.advance()) {
                return false;
            }
        } while (records.isEmptyLine() && fieldOfColumn.length > 1);
        if (records.size() != fieldOfColumn.length) {
            throw records.rejected("the record has " + records.size() + " fields, the header has "
                    + fieldOfColumn.length + "; quote fields that hold a comma, and leave none out");
        }
        return true;
    }

    @Override
    public @Nullable String value(int column) {
        return records.get(fieldOfColumn[column]);
    }

    /** Line of the file in which the row begins, from 1; the header is line 1. */
    public long line() {
        return records.line();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
