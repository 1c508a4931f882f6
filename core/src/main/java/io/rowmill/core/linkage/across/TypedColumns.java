package io.rowmill.core.linkage.across;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a table that may have something in common with others: neither keys nor columns that never repeat.
 *
 * @param rows with these columns at least
 * @param formats by column
 */
public record TypedColumns(TableRows rows, Map<String, ValueFormat> formats) {
    public TypedColumns {
        formats = Map.copyOf(formats);
    }

    /** The same rows, without some of the columns. */
    public TypedColumns without(Set<String> columns) {
        Map<String, ValueFormat> left = new HashMap<>(formats);
        left.keySet().removeAll(columns);
        return new TypedColumns(rows, left);
    }

    /** Its values are learned, not made up. */
    boolean isContent(String column) {
        return rows.metadata().column(column).isContent();
    }

    /** In the order of the table. */
    List<Column> columns() {
        return rows.metadata().columns().stream()
                .filter(c -> formats.containsKey(c.name()))
                .map(this::column)
                .toList();
    }

    private Column column(ColumnMetadata column) {
        ValueFormat format = formats.get(column.name());
        return new Column(
                column.name(),
                rows.metadata().indexOf(column.name()).orElseThrow(),
                format,
                CellType.of(format),
                column.isOrdered());
    }

    /**
     * One column.
     *
     * @param position in the rows
     * @param ordered it is learned as a number or a time, not as a name of something
     */
    record Column(String name, int position, ValueFormat format, CellType type, boolean ordered) {
        long value(RowCursor row) {
            return CellType.value(format.parse(row.value(position)));
        }
    }

    /** Told the rows one after the other; the cursor is on the row. */
    interface Row {
        void accept(int row, RowCursor cursor) throws IOException;
    }

    void forEachRow(Row action) throws IOException {
        try (RowCursor cursor = rows.open()) {
            for (int row = 0; cursor.advance(); row++) {
                action.accept(row, cursor);
            }
        }
    }
}
