package io.rowmill.core.linkage;

import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.List;

/** The source as linkage reads it: key cells row by row, content columns at some rows. */
public interface LinkageSource {
    /** All rows, with their key columns at least. */
    TableRows rows(String table) throws IOException;

    /** Columns that {@link #attribute} can be asked for. */
    List<String> contentColumns(String table);

    /** @param rows row indices in any order; -1: absent */
    Attribute attribute(String table, String column, int[] rows) throws IOException;
}
