package io.rowmill.sources;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The queries rowmill asks, every name quoted as the database wants it. */
final class JdbcSelect {
    private final String schema;
    private final String quote;

    /** @param schema empty: the connection's own */
    JdbcSelect(Connection connection, Optional<String> schema) throws SQLException {
        this.schema = schema.isPresent()
                ? schema.get()
                : Optional.ofNullable(connection.getSchema()).orElse("");
        this.quote = connection.getMetaData().getIdentifierQuoteString().strip();
    }

    /** Empty where the database has no schemas. */
    String schema() {
        return schema;
    }

    /** All rows, by primary key. */
    String rows(TableMetadata table) {
        String order = quoted(table.primaryKey());
        return select(table) + (order.isEmpty() ? "" : " ORDER BY " + order);
    }

    /** No row, but every right that {@link #rows} needs. */
    String nothing(TableMetadata table) {
        return select(table) + " WHERE 1 = 0";
    }

    private String select(TableMetadata table) {
        String columns =
                quoted(table.columns().stream().map(ColumnMetadata::name).toList());
        String from = schema.isEmpty() ? "" : quoted(schema) + ".";
        return "SELECT " + columns + " FROM " + from + quoted(table.name());
    }

    private String quoted(List<String> names) {
        return names.stream().map(this::quoted).collect(Collectors.joining(", "));
    }

    private String quoted(String name) {
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }
}
