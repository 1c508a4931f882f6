package io.rowmill.core.linkage;

import io.rowmill.core.table.TableRows;
import io.rowmill.core.transform.Protection;
import java.io.IOException;
import java.util.List;

/** The source as linkage reads it: key cells row by row, content columns row by row or at some rows. */
public interface LinkageSource {
    /** All rows, with their key columns at least. */
    TableRows rows(String table) throws IOException;

    /** What of a table's keys must not come back. */
    Protection protection(String table);

    /** Columns that {@link #attribute} can be asked for. */
    List<String> contentColumns(String table);

    /** Told the typed cells of a row; null for a null. */
    interface TypedRow {
        void accept(int row, Object[] cells) throws IOException;
    }

    /**
     * Tells all rows in their order.
     *
     * @param columns content columns
     */
    void forEachRow(String table, List<String> columns, TypedRow action) throws IOException;

    /** @param rows row indices in any order; -1: absent */
    Attribute attribute(String table, String column, int[] rows) throws IOException;
}
