package io.rowmill.core.table;

import java.util.List;

/** Encoded columns side by side: the parts of all columns, in column order, each with {@code rows} values. */
public record EncodedTable(int rows, List<EncodedPart> parts) {
    public EncodedTable {
        parts = List.copyOf(parts);
        for (EncodedPart part : parts) {
            if (part.rows() != rows) {
                throw new IllegalArgumentException("a part has " + part.rows() + " rows, the table " + rows);
            }
        }
    }

    /** A table without any part: what a root table has for context. */
    public static EncodedTable empty(int rows) {
        return new EncodedTable(rows, List.of());
    }

    public List<Part> layout() {
        return parts.stream().map(EncodedPart::layout).toList();
    }

    /** Width as a network sees it: scalars count 1, a one-hot its categories. */
    public int width() {
        return layout().stream().mapToInt(Part::width).sum();
    }

    /** @param rows row indices; -1 gives a row of absent values */
    public EncodedTable gather(int[] rows) {
        return new EncodedTable(
                rows.length, parts.stream().map(p -> p.gather(rows)).toList());
    }
}
