package io.rowmill.sources;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Cells as PostgreSQL itself writes them, which it reads back without a loss: a driver's dates end before {@code infinity} and
 * {@code BC}, and its numbers before {@code NaN}.
 */
final class PostgresCells implements Cells {
    private final String[] types;

    private PostgresCells(String[] types) {
        this.types = types;
    }

    /** @param columns of the result that will be read */
    static PostgresCells of(ResultSetMetaData columns) throws SQLException {
        String[] types = new String[columns.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            types[i] = columns.getColumnTypeName(i + 1);
        }
        return new PostgresCells(types);
    }

    @Override
    public @Nullable String read(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column + 1);
        if (text == null) {
            return null;
        }
        return switch (types[column]) {
            case "bool" -> Boolean.toString(text.equals("t") || text.equals("true"));
            // Padded up to the column's length, which means nothing: the database itself compares without it.
            case "bpchar" -> text.stripTrailing();
            case "float4", "float8" -> plain(text);
            case "money" -> text.replaceAll("[$,]", "");
            default -> text;
        };
    }
}
