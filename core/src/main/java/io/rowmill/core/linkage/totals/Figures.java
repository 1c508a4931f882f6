package io.rowmill.core.linkage.totals;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.across.TypedColumns;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.table.RowCursor;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table that are numbers or times, as doubles: times in microseconds since 1970, NaN for null. */
final class Figures {
    private static final LocalDateTime EPOCH = LocalDate.EPOCH.atStartOfDay();

    private final TypedColumns table;
    private final List<Figure> columns = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    Figures(TypedColumns table) {
        this.table = table;
        for (ColumnMetadata column : table.rows().metadata().columns()) {
            ValueFormat format = table.formats().get(column.name());
            if (format != null && column.isContent()) {
                int position = table.rows().metadata().indexOf(column.name()).orElseThrow();
                if (isFigure(format)) {
                    columns.add(new Figure(column.name(), position, format));
                }
                if (!isFigure(format) || format instanceof ValueFormat.WholeNumber) {
                    labels.add(new Label(column.name(), position, format));
                }
            }
        }
    }

    /** One of the columns. */
    record Figure(String name, int position, ValueFormat format) {
        boolean isNumber() {
            return isNumber(format);
        }

        /** Values of both mean the same, and one can be written as the other. */
        boolean isLike(Figure other) {
            return isNumber() ? other.isNumber() : format.getClass() == other.format.getClass();
        }

        double of(RowCursor row) {
            return figure(format.parse(row.value(position)));
        }

        private static boolean isNumber(ValueFormat format) {
            return format instanceof ValueFormat.WholeNumber
                    || format instanceof ValueFormat.Decimal
                    || format instanceof ValueFormat.Real;
        }
    }

    private static boolean isFigure(ValueFormat format) {
        return Figure.isNumber(format) || format instanceof ValueFormat.Date || format instanceof ValueFormat.Timestamp;
    }

    private static double figure(@Nullable Object typed) {
        if (typed instanceof Number number) {
            return number.doubleValue();
        } else if (typed instanceof LocalDate date) {
            return ChronoUnit.MICROS.between(EPOCH, date.atStartOfDay());
        } else if (typed instanceof LocalDateTime time) {
            return ChronoUnit.MICROS.between(EPOCH, time);
        }
        return Double.NaN;
    }

    /** Told the rows one after the other. */
    interface Row {
        void accept(int row, FigureRow figures) throws IOException;
    }

    void forEachRow(Row action) throws IOException {
        try (RowCursor cursor = table.rows().open()) {
            FigureRow figures =
                    new FigureRow(cursor, table.rows().metadata().columns().size());
            for (int row = 0; cursor.advance(); row++) {
                figures.next();
                action.accept(row, figures);
            }
        }
    }

    long rows() {
        return table.rows().rowCount();
    }

    /** In the order of the table. */
    List<Figure> columns() {
        return columns;
    }

    /** All but times and fractions. */
    List<Label> labels() {
        return labels;
    }

    List<Figure> numbers() {
        return columns.stream().filter(Figure::isNumber).toList();
    }
}
