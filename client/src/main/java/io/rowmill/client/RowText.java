package io.rowmill.client;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.platform.rows.RowSchema;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Writes a row's typed values as the source writes them, in the source's column order. */
public final class RowText {
    private final List<String> header;
    private final List<ValueFormat> formats;
    /** Of the row before; null: there was none. */
    private @Nullable Schema schema;

    private int[] fieldOfColumn = {};

    public RowText(RowSchema table) {
        header = table.columns().stream().map(RowSchema.RowColumn::name).toList();
        formats = table.columns().stream().map(RowSchema.RowColumn::format).toList();
    }

    public List<String> header() {
        return header;
    }

    /** @return text per column; null for a null */
    // Not by equals: equal schemas may differ in their docs, and columns are found by these.
    @SuppressWarnings("ReferenceEquality")
    public @Nullable String[] cells(IndexedRecord row) {
        if (row.getSchema() != schema) {
            Schema next = row.getSchema();
            fieldOfColumn =
                    header.stream().mapToInt(column -> field(next, column)).toArray();
            schema = next;
        }
        String[] cells = new String[fieldOfColumn.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = text(formats.get(i), row.get(fieldOfColumn[i]));
        }
        return cells;
    }

    /** The column's original name stands in the field's doc. */
    private static int field(Schema schema, String column) {
        return schema.getFields().stream()
                .filter(f -> column.equals(Objects.requireNonNullElse(f.doc(), f.name())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no field for column " + column))
                .pos();
    }

    private static @Nullable String text(ValueFormat format, @Nullable Object typed) {
        if (typed == null) {
            return null;
        }
        return typed instanceof CharSequence text ? text.toString() : format.format(typed);
    }
}
