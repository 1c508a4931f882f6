package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows at equal distances, of which candidates for rules are taken. */
final class Sample {
    static final int MAX_ROWS = 10_000;

    private final List<Column> columns = new ArrayList<>();
    private final int rows;

    /**
     * A column's cells in the sample.
     *
     * @param source where the cells are read; for one of the row itself, its name
     * @param index the place of the column among those that are read
     * @param codes equal cells have equal codes, in all columns; -1: null
     * @param scalars numbers, or times in microseconds; NaN: null, or on no scale
     * @param distinct different cells
     * @param nulls rows without a value
     */
    record Column(
            Source source,
            int index,
            ColumnMetadata metadata,
            ValueFormat format,
            int[] codes,
            double[] scalars,
            @Nullable Object[] typed,
            int distinct,
            int nulls) {
        String name() {
            return metadata.name();
        }
    }

    private Sample(int rows) {
        this.rows = rows;
    }

    /** @param values of columns of the rows and of what they refer to, in the order in which they will be read */
    static Sample of(int rows, List<Calculations.Operand> values) {
        Sample sample = new Sample(rows);
        Map<String, Integer> dictionary = new HashMap<>();
        for (Calculations.Operand operand : values) {
            Reader reader =
                    new Reader(operand.source(), sample.columns.size(), operand.metadata(), operand.format(), rows);
            for (int row = 0; row < rows; row++) {
                Object value = operand.typed()[row];
                reader.read(row, value, String.valueOf(Scalars.of(value)), dictionary);
            }
            sample.columns.add(reader.column());
        }
        return sample;
    }

    int rows() {
        return rows;
    }

    List<Column> columns() {
        return columns;
    }

    /** @param formats by name of the columns that are looked at */
    static Sample of(TableRows rows, Map<String, ValueFormat> formats) throws IOException {
        int count = (int) Math.min(MAX_ROWS, rows.rowCount());
        List<Reader> readers = new ArrayList<>();
        List<ColumnMetadata> all = rows.metadata().columns();
        for (int c = 0; c < all.size(); c++) {
            ValueFormat format = formats.get(all.get(c).name());
            if (format != null) {
                readers.add(new Reader(Source.own(all.get(c).name()), c, all.get(c), format, count));
            }
        }
        Map<String, Integer> dictionary = new HashMap<>();
        try (RowCursor cursor = rows.open()) {
            int place = 0;
            for (long row = 0; place < count && cursor.advance(); row++) {
                if (row >= place * rows.rowCount() / count) {
                    for (Reader reader : readers) {
                        Object value = reader.format.parse(cursor.value(reader.index));
                        reader.read(place, value, reader.format.format(value), dictionary);
                    }
                    place++;
                }
            }
        }
        Sample sample = new Sample(count);
        readers.forEach(r -> sample.columns.add(r.column()));
        return sample;
    }

    private static final class Reader {
        private final Source source;
        private final int index;
        private final ColumnMetadata metadata;
        private final ValueFormat format;
        private final int[] codes;
        private final double[] scalars;
        private final @Nullable Object[] typed;

        Reader(Source source, int index, ColumnMetadata metadata, ValueFormat format, int rows) {
            this.source = source;
            this.index = index;
            this.metadata = metadata;
            this.format = format;
            this.codes = new int[rows];
            this.scalars = new double[rows];
            this.typed = new Object[rows];
        }

        void read(int place, @Nullable Object value, @Nullable String cell, Map<String, Integer> dictionary) {
            typed[place] = value;
            scalars[place] = Scalars.number(value);
            codes[place] = value == null ? -1 : dictionary.computeIfAbsent(cell, c -> dictionary.size());
        }

        Column column() {
            int distinct = (int)
                    Arrays.stream(codes).filter(code -> code >= 0).distinct().count();
            int nulls = (int) Arrays.stream(codes).filter(code -> code < 0).count();
            return new Column(source, index, metadata, format, codes, scalars, typed, distinct, nulls);
        }
    }
}
