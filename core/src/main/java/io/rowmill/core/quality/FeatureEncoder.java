package io.rowmill.core.quality;

import io.rowmill.core.metadata.ColumnMetadata;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Turns content cells into {@link Features}. Categories get codes in the order of their frequency among the real rows.
 * Categories that no real row has come last.
 */
final class FeatureEncoder {
    private final List<Column> columns;

    private record Column(String name, int index, boolean categorical, ToDoubleFunction<String> number) {}

    private FeatureEncoder(List<Column> columns) {
        this.columns = columns;
    }

    /** @param others tables that will be encoded beside the real one: their categories are known, too */
    static FeatureEncoder of(MemoryTable real, MemoryTable... others) {
        return new FeatureEncoder(Arrays.stream(real.content())
                .mapToObj(i -> column(i, real, others))
                .toList());
    }

    private static Column column(int index, MemoryTable real, MemoryTable[] others) {
        ColumnMetadata column = real.metadata().columns().get(index);
        String name = column.name();
        return switch (column.sdtype()) {
            case NUMERICAL -> new Column(name, index, false, CellNumbers.ofNumbers()::number);
            case DATETIME -> new Column(name, index, false, CellNumbers.ofTimes(column, real.column(index))::number);
            default -> new Column(name, index, true, codes(index, real, others));
        };
    }

    private static ToDoubleFunction<String> codes(int index, MemoryTable real, MemoryTable[] others) {
        Map<String, Integer> codes = new HashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        real.rows().forEach(row -> counts.merge(text(row[index]), 1, Integer::sum));
        counts.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> -e.getValue()))
                .forEach(e -> codes.put(e.getKey(), codes.size()));
        Stream.of(others)
                .flatMap(t -> t.rows().stream())
                .forEach(row -> codes.putIfAbsent(text(row[index]), codes.size()));
        return cell -> CellNumbers.isNull(cell) ? Double.NaN : codes.get(text(cell));
    }

    private static String text(String cell) {
        return CellNumbers.isNull(cell) ? "" : cell.strip();
    }

    Features encode(List<String[]> rows) {
        double[][] values = new double[rows.size()][columns.size()];
        for (int row = 0; row < values.length; row++) {
            for (int c = 0; c < columns.size(); c++) {
                Column column = columns.get(c);
                values[row][c] = column.number().applyAsDouble(rows.get(row)[column.index()]);
            }
        }
        boolean[] categorical = new boolean[columns.size()];
        for (int c = 0; c < categorical.length; c++) {
            categorical[c] = columns.get(c).categorical();
        }
        return new Features(values, categorical);
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** @return position of a column among the features, -1 if it is no content column */
    int indexOf(int tableColumn) {
        return columns.stream().map(Column::index).toList().indexOf(tableColumn);
    }
}
