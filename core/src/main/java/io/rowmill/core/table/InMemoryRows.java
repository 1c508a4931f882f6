package io.rowmill.core.table;

import io.rowmill.core.metadata.TableMetadata;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a small table, held in memory.
 *
 * @param rows cells in the order of the metadata's columns; null cells are nulls
 */
public record InMemoryRows(TableMetadata metadata, List<String[]> rows) implements TableRows {
    public InMemoryRows {
        Objects.requireNonNull(metadata);
        rows = List.copyOf(rows);
        for (String[] row : rows) {
            if (row.length != metadata.columns().size()) {
                throw new IllegalArgumentException("a row of table " + metadata.name() + " has " + row.length
                        + " cells, the table " + metadata.columns().size() + " columns");
            }
        }
    }

    @Override
    public long rowCount() {
        return rows.size();
    }

    @Override
    public RowCursor open() {
        return new RowCursor() {
            private int at = -1;

            @Override
            public boolean advance() {
                return ++at < rows.size();
            }

            @Override
            public @Nullable String value(int column) {
                return rows.get(at)[column];
            }

            @Override
            public void close() {}
        };
    }
}
