package io.rowmill.core.table;

import java.util.List;

/** Encoded columns side by side in memory: the parts of all columns, in column order, each with {@code rows} values. */
public record EncodedTable(int rows, List<EncodedPart> parts) implements EncodedRows {
    public EncodedTable {
        parts = List.copyOf(parts);
        for (EncodedPart part : parts) {
            if (part.rows() != rows) {
                throw new IllegalArgumentException("a part has " + part.rows() + " rows, the table " + rows);
            }
        }
    }

    /** A table without parts: the context of a root table. */
    public static EncodedTable empty(int rows) {
        return new EncodedTable(rows, List.of());
    }

    @Override
    public List<Part> layout() {
        return parts.stream().map(EncodedPart::layout).toList();
    }

    @Override
    public int code(int part, int row) {
        return ((EncodedPart.Codes) parts.get(part)).codes()[row];
    }

    @Override
    public float scalar(int part, int row) {
        return ((EncodedPart.Scalars) parts.get(part)).values()[row];
    }

    @Override
    public EncodedTable gather(int[] rows) {
        return new EncodedTable(
                rows.length, parts.stream().map(p -> p.gather(rows)).toList());
    }
}
