package io.rowmill.core.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the encoded columns of a small table in memory. */
public final class InMemoryColumns implements EncodedColumnsWriter {
    private final Map<String, Column> columns = new LinkedHashMap<>();

    @Override
    public EncodedColumnWriter open(String column, long rows, List<Part> layout) {
        Column opened = new Column(Math.toIntExact(rows), layout);
        columns.put(column, opened);
        return opened;
    }

    /**
     * Parts of one column.
     *
     * @throws IllegalArgumentException if the column wasn't written
     */
    public List<EncodedPart> parts(String column) {
        Column written = columns.get(column);
        if (written == null) {
            throw new IllegalArgumentException("no encoded column " + column);
        }
        return written.parts;
    }

    /** The columns side by side, in the order they were opened. */
    public EncodedTable table(int rows) {
        return new EncodedTable(
                rows, columns.values().stream().flatMap(c -> c.parts.stream()).toList());
    }

    private static final class Column implements EncodedColumnWriter {
        private final List<EncodedPart> parts = new ArrayList<>();
        private final int[] counts;

        Column(int rows, List<Part> layout) {
            counts = new int[layout.size()];
            for (Part part : layout) {
                parts.add(
                        part instanceof Part.OneHot oneHot
                                ? new EncodedPart.Codes(oneHot, new int[rows])
                                : new EncodedPart.Scalars(new float[rows]));
            }
        }

        @Override
        public void scalar(int part, float value) {
            ((EncodedPart.Scalars) parts.get(part)).values()[counts[part]++] = value;
        }

        @Override
        public void code(int part, int code) {
            ((EncodedPart.Codes) parts.get(part)).codes()[counts[part]++] = code;
        }

        @Override
        public void close() {}
    }
}
