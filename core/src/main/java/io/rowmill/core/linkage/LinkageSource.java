package io.rowmill.core.linkage;

import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.List;

/** The source as linkage reads it: key cells row by row, content columns as a whole. */
public interface LinkageSource {
    /** All rows, with their key columns. */
    TableRows rows(String table) throws IOException;

    /** Columns that {@link #attribute} can be asked for. */
    List<String> contentColumns(String table);

    /** One value per row of the table, in row order. */
    Attribute attribute(String table, String column) throws IOException;
}
