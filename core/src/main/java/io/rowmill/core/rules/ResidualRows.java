package io.rowmill.core.rules;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.rules.Derivation.Learned;
import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a table as a synthesizer learns them: see {@link TableRules#learned(TableMetadata)}. */
public final class ResidualRows implements TableRows {
    private final TableRows rows;
    private final TableRules rules;
    private final ParentCells parents;
    private final TableMetadata metadata;

    /**
     * @param rows with all columns that the rules read of the row itself
     * @param parents of these rows
     */
    public ResidualRows(TableRows rows, TableRules rules, ParentCells parents) {
        this.rows = rows;
        this.rules = rules;
        this.parents = parents;
        this.metadata = rules.learned(rows.metadata());
    }

    @Override
    public TableMetadata metadata() {
        return metadata;
    }

    @Override
    public long rowCount() {
        return rows.rowCount();
    }

    @Override
    public RowCursor open() throws IOException {
        return new Cursor(rows.open());
    }

    private final class Cursor implements RowCursor {
        private final RowCursor cursor;
        private final int[] columns;
        private final @Nullable Residuals[] residuals;
        private final Map<String, Integer> positions = new HashMap<>();
        private final Function<Source, @Nullable String> cells = this::cell;
        private long row = -1;

        Cursor(RowCursor cursor) {
            this.cursor = cursor;
            TableMetadata whole = rows.metadata();
            for (int i = 0; i < whole.columns().size(); i++) {
                positions.put(whole.columns().get(i).name(), i);
            }
            int width = metadata.columns().size();
            columns = new int[width];
            residuals = new Residuals[width];
            for (int i = 0; i < width; i++) {
                ColumnMetadata column = metadata.columns().get(i);
                columns[i] = position(column.name());
                residuals[i] = rules.learned(column.name()) == Learned.WHOLE
                        ? null
                        : new Residuals(rules.valueOf(column.name()).orElseThrow());
            }
        }

        private int position(String column) {
            Integer position = positions.get(column);
            if (position == null) {
                throw new IllegalArgumentException("no column " + column + " in rows of table " + metadata.name());
            }
            return position;
        }

        private @Nullable String cell(Source source) {
            return source.isOwn() ? cursor.value(position(source.column())) : parents.cell(source, row);
        }

        @Override
        public boolean advance() throws IOException {
            row++;
            return cursor.advance();
        }

        @Override
        public @Nullable String value(int column) {
            String own = cursor.value(columns[column]);
            Residuals residual = residuals[column];
            return residual == null ? own : residual.cell(own, cells);
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }
}
