package io.rowmill.core.table;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a reference table, which synthetic databases have as they are. Serialized to JSON with Jackson.
 *
 * @param columns names, in the order of the source
 * @param formats of the columns; each writes every cell as it was read
 * @param rows cells in the order of the columns; null for null
 */
public record CopiedRows(List<String> columns, List<ValueFormat> formats, List<List<@Nullable String>> rows) {
    /** A model keeps them in memory. */
    public static final int MOST_ROWS = 100_000;

    /** Why a table can't be copied: a sentence for its user. */
    public static String tooMany(String table) {
        return "Table " + table + " is declared as public, but has more than " + MOST_ROWS
                + " rows, and a model keeps no more of a table that is copied: leave out 'public', so that it is learned.";
    }

    public CopiedRows {
        columns = List.copyOf(columns);
        formats = List.copyOf(formats);
        rows = List.copyOf(rows);
    }

    /** @param formats by column, as far as they can be told: a cell that one writes in another way is kept as text */
    public static CopiedRows of(TableRows rows, Function<String, ValueFormat> formats) throws IOException {
        List<ColumnMetadata> columns = rows.metadata().columns();
        List<List<@Nullable String>> cells = new ArrayList<>();
        try (RowCursor cursor = rows.open()) {
            while (cursor.advance()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int c = 0; c < columns.size(); c++) {
                    row.add(cursor.value(c));
                }
                cells.add(Collections.unmodifiableList(row));
            }
        }
        List<ValueFormat> exact = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            ValueFormat format = formats.apply(columns.get(c).name());
            boolean isExact = cells.stream().map(row -> row.get(column)).allMatch(cell -> writes(format, cell));
            exact.add(isExact ? format : new ValueFormat.Text());
        }
        return new CopiedRows(columns.stream().map(ColumnMetadata::name).toList(), exact, cells);
    }

    private static boolean writes(ValueFormat format, @Nullable String cell) {
        return Objects.equals(format.format(format.parse(cell)), cell);
    }

    /** @throws IllegalArgumentException if there is no such column */
    public ValueFormat format(String column) {
        return formats.get(indexOf(column));
    }

    /** Typed values of a column. */
    public @Nullable Object[] values(String column, int from, int to) {
        return values(column, format(column), from, to);
    }

    /** Values of a column as another format types them. */
    public @Nullable Object[] values(String column, ValueFormat format, int from, int to) {
        int index = indexOf(column);
        @Nullable Object[] out = new Object[to - from];
        for (int i = 0; i < out.length; i++) {
            out[i] = format.parse(rows.get(from + i).get(index));
        }
        return out;
    }

    /**
     * Cells of a column of keys, as they are.
     *
     * @param numbers whether the keys that they refer to are whole numbers; these are, too, if all of them can be
     */
    public @Nullable Object[] keys(String column, boolean numbers, int from, int to) {
        int index = indexOf(column);
        boolean asNumbers = numbers && areWholeNumbers(column);
        @Nullable Object[] out = new Object[to - from];
        for (int i = 0; i < out.length; i++) {
            String cell = rows.get(from + i).get(index);
            out[i] = asNumbers && cell != null ? Long.valueOf(cell) : cell;
        }
        return out;
    }

    /** Whether no cell of a column is written in another way than whole numbers are. */
    public boolean areWholeNumbers(String column) {
        int index = indexOf(column);
        return rows.stream().map(row -> row.get(index)).allMatch(cell -> cell == null || isWholeNumber(cell));
    }

    /** The cell is what {@link Long#toString} writes. */
    public static boolean isWholeNumber(String cell) {
        try {
            return Long.toString(Long.parseLong(cell)).equals(cell);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Some of the rows, to be encoded. */
    public TableRows rows(TableMetadata table, int from, int to) {
        List<ColumnMetadata> described = columns.stream().map(table::column).toList();
        return new InMemoryRows(
                table.withColumns(described),
                rows.subList(from, to).stream()
                        .map(row -> row.toArray(new String[0]))
                        .toList());
    }

    private int indexOf(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no copied column " + column);
        }
        return index;
    }
}
