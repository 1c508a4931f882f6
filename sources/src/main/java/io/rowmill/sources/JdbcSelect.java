package io.rowmill.sources;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The queries rowmill asks, every name quoted as the database wants it. */
final class JdbcSelect {
    private final JdbcTables tables;
    private final String quote;

    JdbcSelect(Connection connection, JdbcTables tables) throws SQLException {
        this.tables = tables;
        this.quote = connection.getMetaData().getIdentifierQuoteString().strip();
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
        JdbcTables.Named from = tables.get(table.name());
        String schema = from.schema().isEmpty() ? "" : quoted(from.schema()) + ".";
        return "SELECT " + columns + " FROM " + (from.alone() ? "ONLY " : "") + schema + quoted(from.table());
    }

    private String quoted(List<String> names) {
        return names.stream().map(this::quoted).collect(Collectors.joining(", "));
    }

    private String quoted(String name) {
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }
}
