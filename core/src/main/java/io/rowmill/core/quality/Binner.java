package io.rowmill.core.quality;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Maps cells to bins that come from the real column. Blank cells are nulls; bins are numbered from 0, which is null. */
interface Binner {
    int NULL = 0;

    int bin(String cell);

    int bins();

    static Binner of(ColumnMetadata column, String[] real) {
        return switch (column.sdtype()) {
            case NUMERICAL -> Deciles.of(CellNumbers.ofNumbers(), real);
            case DATETIME -> Deciles.of(CellNumbers.ofTimes(column, real), real);
            default -> MostFrequent.of(real);
        };
    }

    /**
     * Bins between the deciles of the real column; times count by their date. Cells that can't be read have a bin of their own. So
     * has a value that a tenth of the rows or more hold: else it would share a bin with the rarer ones above it, and nobody would
     * see when it has swallowed them.
     *
     * @param edges ascending, distinct
     */
    record Deciles(CellNumbers cells, double[] edges) implements Binner {
        private static final int UNREADABLE = 1;
        private static final int FIRST = 2;

        static Deciles of(CellNumbers cells, String[] real) {
            Deciles reader = new Deciles(cells, new double[0]);
            double[] keys = Arrays.stream(real)
                    .filter(c -> !CellNumbers.isNull(c))
                    .mapToDouble(reader::key)
                    .filter(k -> !Double.isNaN(k))
                    .sorted()
                    .toArray();
            double[] edges = keys.length == 0
                    ? new double[0]
                    : IntStream.range(1, 10)
                            .mapToDouble(i -> keys[(int) ((long) keys.length * i / 10)])
                            .distinct()
                            .flatMap(key -> edges(key, keys))
                            .toArray();
            return new Deciles(cells, edges);
        }

        /** A frequent value is closed off above, too. */
        private static DoubleStream edges(double key, double[] sorted) {
            int first = Arrays.binarySearch(sorted, key);
            while (first > 0 && sorted[first - 1] == key) {
                first--;
            }
            int end = first;
            while (end < sorted.length && sorted[end] == key) {
                end++;
            }
            return (end - first) * 10L >= sorted.length ? DoubleStream.of(key, Math.nextUp(key)) : DoubleStream.of(key);
        }

        @Override
        public int bin(String cell) {
            if (CellNumbers.isNull(cell)) {
                return NULL;
            }
            double key = key(cell);
            if (Double.isNaN(key)) {
                return UNREADABLE;
            }
            int below = 0;
            while (below < edges.length && edges[below] <= key) {
                below++;
            }
            return FIRST + below;
        }

        @Override
        public int bins() {
            return FIRST + edges.length + 1;
        }

        /** Times count by their date; of two zeros there is one. */
        private double key(String cell) {
            double number = cells.number(cell) + 0.0;
            return cells.format() instanceof ValueFormat.Timestamp ? Math.floor(number) : number;
        }
    }

    /** The ten most frequent values of the real column, and the rest. */
    record MostFrequent(Map<String, Integer> top) implements Binner {
        private static final int TOP = 10;
        private static final int REST = 1;
        private static final int FIRST = 2;

        static MostFrequent of(String[] real) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (String cell : real) {
                if (!CellNumbers.isNull(cell)) {
                    counts.merge(cell.strip(), 1, Integer::sum);
                }
            }
            List<Map.Entry<String, Integer>> entries = new ArrayList<>(counts.entrySet());
            entries.sort(Comparator.comparingInt(e -> -e.getValue()));
            Map<String, Integer> top = new HashMap<>();
            entries.stream().limit(TOP).forEach(e -> top.put(e.getKey(), FIRST + top.size()));
            return new MostFrequent(top);
        }

        @Override
        public int bin(String cell) {
            return CellNumbers.isNull(cell) ? NULL : top.getOrDefault(cell.strip(), REST);
        }

        @Override
        public int bins() {
            return FIRST + TOP;
        }
    }
}
