package io.rowmill.core.transform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Typed values of the non-key columns of a few rows. */
public final class DecodedRows {
    private final int rows;
    private final Map<String, Object[]> columns;

    DecodedRows(int rows, Map<String, Object[]> columns) {
        this.rows = rows;
        this.columns = new LinkedHashMap<>(columns);
    }

    public int rows() {
        return rows;
    }

    /** In the order of the table. */
    public Set<String> columns() {
        return columns.keySet();
    }

    /**
     * @return a value per row, of the type of the column's format; null for null
     * @throws IllegalArgumentException if there is no such column
     */
    public Object[] column(String name) {
        Object[] values = columns.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no decoded column " + name);
        }
        return values;
    }

    /** Like {@link #column}, for one row. */
    public Object value(int row, String column) {
        return column(column)[row];
    }
}
