package io.rowmill.core.linkage.totals;

import io.rowmill.core.linkage.totals.Figures.Figure;
import io.rowmill.core.table.RowCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The figures and labels of the row that a cursor is on, each read once however many totals it is part of. */
final class FigureRow {
    private final RowCursor cursor;
    private final double[] values;
    private final boolean[] isRead;
    private final double[] labels;
    private final boolean[] isLabelRead;

    FigureRow(RowCursor cursor, int columns) {
        this.cursor = cursor;
        this.values = new double[columns];
        this.isRead = new boolean[columns];
        this.labels = new double[columns];
        this.isLabelRead = new boolean[columns];
    }

    /** The cursor has gone on. */
    void next() {
        Arrays.fill(isRead, false);
        Arrays.fill(isLabelRead, false);
    }

    /** A number that stands for the value; NaN: null. */
    double of(Label column) {
        int at = column.position();
        if (!isLabelRead[at]) {
            labels[at] = Label.number(text(column));
            isLabelRead[at] = true;
        }
        return labels[at];
    }

    /** As the column's format writes it. */
    @Nullable
    String text(Label column) {
        return column.format().format(column.format().parse(cursor.value(column.position())));
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
