package io.rowmill.core.rules;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.math.BigDecimal;
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
     * @param codes equal cells have equal codes, in all columns; -1: null
     * @param scalars numbers, or times in seconds; NaN: null, or on no scale
     * @param distinct different cells
     * @param nulls rows without a value
     */
    record Column(
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
                readers.add(new Reader(c, all.get(c), format, count));
            }
        }
        Map<String, Integer> dictionary = new HashMap<>();
        try (RowCursor cursor = rows.open()) {
            int place = 0;
            for (long row = 0; place < count && cursor.advance(); row++) {
                if (row >= place * rows.rowCount() / count) {
                    for (Reader reader : readers) {
                        reader.read(place, cursor, dictionary);
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
        private final int index;
        private final ColumnMetadata metadata;
        private final ValueFormat format;
        private final int[] codes;
        private final double[] scalars;
        private final @Nullable Object[] typed;

        Reader(int index, ColumnMetadata metadata, ValueFormat format, int rows) {
            this.index = index;
            this.metadata = metadata;
            this.format = format;
            this.codes = new int[rows];
            this.scalars = new double[rows];
            this.typed = new Object[rows];
        }

        void read(int place, RowCursor cursor, Map<String, Integer> dictionary) {
            Object value = format.parse(cursor.value(index));
            typed[place] = value;
            scalars[place] = scalar(value);
            codes[place] =
                    value == null ? -1 : dictionary.computeIfAbsent(format.format(value), cell -> dictionary.size());
        }

        Column column() {
            int distinct = (int)
                    Arrays.stream(codes).filter(code -> code >= 0).distinct().count();
            int nulls = (int) Arrays.stream(codes).filter(code -> code < 0).count();
            return new Column(index, metadata, format, codes, scalars, typed, distinct, nulls);
        }
    }

    static double scalar(@Nullable Object typed) {
        BigDecimal value = Scalars.of(typed);
        return value == null ? Double.NaN : value.doubleValue();
    }
}
