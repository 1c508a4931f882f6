package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.table.RowCursor;
import java.util.Arrays;

/** The figures of the row that a cursor is on, each read once however many totals it is part of. */
final class FigureRow {
    private final RowCursor cursor;
    private final double[] values;
    private final boolean[] isRead;

    FigureRow(RowCursor cursor, int columns) {
        this.cursor = cursor;
        this.values = new double[columns];
        this.isRead = new boolean[columns];
    }

    /** The cursor has gone on. */
    void next() {
        Arrays.fill(isRead, false);
    }

    /** NaN: null. */
    double of(Figure column) {
        int at = column.position();
        if (!isRead[at]) {
            values[at] = column.of(cursor);
            isRead[at] = true;
        }
        return values[at];
    }
}
