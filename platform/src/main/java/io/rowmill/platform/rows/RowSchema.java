package io.rowmill.platform.rows;

import io.rowmill.core.format.ExponentNumber;
import io.rowmill.core.format.ValueFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The Avro schemas of one table's rows: a value record with a field per column in the source's order, and a key record of the
 * primary key. Dates, timestamps and decimals have logical types. Field names are made legal for Avro; the original name stands
 * in {@code doc}.
 */
public final class RowSchema {
    private static final String NAMESPACE = "io.rowmill.rows";
    static final int DECIMAL_PRECISION = 38;

    private final List<RowColumn> columns;
    private final int[] keyColumns;
    private final Schema value;
    private final @Nullable Schema key;

    /**
     * One column of a row.
     *
     * @param name as in the source
     * @param format what its typed values look like
     * @param nullable false for primary key columns
     */
    public record RowColumn(String name, ValueFormat format, boolean nullable) {}

    /**
     * @param table as in the source
     * @param columns in the source's order
     * @param primaryKey names of the key's columns; empty: rows have no key
     */
    public RowSchema(String table, List<RowColumn> columns, List<String> primaryKey) {
        this.columns = List.copyOf(columns);
        List<String> names = columns.stream().map(RowColumn::name).toList();
        this.keyColumns = primaryKey.stream().mapToInt(names::indexOf).toArray();
        this.value = record(table, table, this.columns);
        this.key = keyColumns.length == 0
                ? null
                : record(
                        table + "Key",
                        table,
                        primaryKey.stream()
                                .map(k -> columns.get(names.indexOf(k)))
                                .toList());
    }

    public Schema value() {
        return value;
    }

    public Optional<Schema> key() {
        return Optional.ofNullable(key);
    }

    /** In the source's order. */
    public List<RowColumn> columns() {
        return columns;
    }

    /** Positions of the key's columns; empty: rows have no key. */
    int[] keyColumns() {
        return keyColumns;
    }

    private static Schema record(String name, String table, List<RowColumn> columns) {
        Set<String> taken = new HashSet<>();
        List<Schema.Field> fields = new ArrayList<>();
        for (RowColumn column : columns) {
            Schema type = type(column.format());
            Schema schema = column.nullable() ? Schema.createUnion(Schema.create(Schema.Type.NULL), type) : type;
            Object byDefault = column.nullable() ? Schema.Field.NULL_DEFAULT_VALUE : null;
            fields.add(new Schema.Field(legal(column.name(), taken), schema, column.name(), byDefault));
        }
        return Schema.createRecord(legal(name, new HashSet<>()), table, NAMESPACE, false, fields);
    }

    private static Schema type(ValueFormat format) {
        if (format instanceof ValueFormat.WholeNumber) {
            return Schema.create(Schema.Type.LONG);
        } else if (format instanceof ValueFormat.Decimal decimal) {
            return LogicalTypes.decimal(DECIMAL_PRECISION, decimal.maxDecimals())
                    .addToSchema(Schema.create(Schema.Type.BYTES));
        } else if (format instanceof ValueFormat.Real || format instanceof ExponentNumber) {
            return Schema.create(Schema.Type.DOUBLE);
        } else if (format instanceof ValueFormat.Date) {
            return LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
        } else if (format instanceof ValueFormat.Timestamp) {
            return LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        } else if (format instanceof ValueFormat.Bool) {
            return Schema.create(Schema.Type.BOOLEAN);
        }
        return Schema.create(Schema.Type.STRING);
    }

    /** A legal Avro name, unlike any in {@code taken}; names that are legal and free stay as they are. */
    private static String legal(String name, Set<String> taken) {
        String legal = name.replaceAll("[^A-Za-z0-9_]", "_");
        if (legal.isEmpty() || Character.isDigit(legal.charAt(0))) {
            legal = "_" + legal;
        }
        String unique = legal;
        for (int i = 2; !taken.add(unique); i++) {
            unique = legal + "_" + i;
        }
        return unique;
    }
}
