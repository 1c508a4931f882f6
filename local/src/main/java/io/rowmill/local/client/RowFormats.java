package io.rowmill.local.client;

import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.ValueFormat;

/** How a model's tables are written: their columns in the source's order, and the format of each. */
public interface RowFormats {
    TableMetadata table(String table);

    /** @return the column's format; for a key column, which is written as it is, {@link ValueFormat.Text} */
    ValueFormat format(String table, String column);
}
