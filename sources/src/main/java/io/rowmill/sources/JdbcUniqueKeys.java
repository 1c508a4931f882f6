package io.rowmill.sources;

import io.rowmill.sources.JdbcTables.Named;
import io.rowmill.sources.SourceCatalogue.SourceColumn;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Columns besides the primary key that a database keeps unique: by constraints and by indexes, which say the same. */
final class JdbcUniqueKeys {
    /** The driver tells key columns from those that an index only stores along as little as a complete index from a broken one. */
    private static final String INDEXES_OF_POSTGRESQL =
            """
            SELECT i.relname AS index_name, a.attname AS column_name, k.place AS ordinal_position,
              CASE WHEN x.indpred IS NOT NULL THEN 'partial' END AS filter_condition
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS k(place)
            LEFT JOIN pg_catalog.pg_attribute a
              ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.place - 1] AND a.attnum > 0
            WHERE x.indisunique AND x.indisvalid AND n.nspname = ? AND t.relname = ?
            ORDER BY i.relname, k.place""";

    private final Connection connection;
    private final JdbcTables tables;
    private final List<String> warnings;

    /** @param warnings gets a sentence per index that makes no key */
    JdbcUniqueKeys(Connection connection, JdbcTables tables, List<String> warnings) {
        this.connection = connection;
        this.tables = tables;
        this.warnings = warnings;
    }

    /** An index while it is read. */
    private static final class Index {
        /** Null for an expression. */
        private final Map<Integer, @Nullable String> columns = new TreeMap<>();

        private boolean partial;
    }

    /** @param columns that can be read */
    List<List<String>> of(Named table, List<SourceColumn> columns, List<String> primaryKey) throws SQLException {
        List<String> readable = columns.stream().map(SourceColumn::name).toList();
        Set<Set<String>> seen = new HashSet<>();
        seen.add(Set.copyOf(primaryKey));
        List<List<String>> keys = new ArrayList<>();
        for (Map.Entry<String, Index> entry : indexes(table).entrySet()) {
            Index index = entry.getValue();
            List<String> key = new ArrayList<>(index.columns.values());
            boolean whole = readable.containsAll(key);
            if (index.partial || !whole) {
                warnings.add("Table " + table.name() + ": unique index " + entry.getKey() + " is skipped: "
                        + (index.partial
                                ? "it covers only a part of the rows."
                                : "it is on an expression, or on a column that is skipped."));
            } else if (seen.add(Set.copyOf(key))) {
                keys.add(List.copyOf(key));
            }
        }
        return keys;
    }

    private Map<String, Index> indexes(Named table) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        if (!metadata.getDatabaseProductName().equals("PostgreSQL")) {
            try (ResultSet rows = metadata.getIndexInfo(
                    tables.catalogOf(table.schema()), tables.schemaOf(table.schema()), table.table(), true, true)) {
                return read(rows);
            }
        }
        try (PreparedStatement query = connection.prepareStatement(INDEXES_OF_POSTGRESQL)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static Map<String, Index> read(ResultSet rows) throws SQLException {
        Map<String, Index> indexes = new LinkedHashMap<>();
        while (rows.next()) {
            String name = rows.getString("INDEX_NAME");
            // A row without a name is a statistic of the table.
            if (name != null) {
                Index index = indexes.computeIfAbsent(name, n -> new Index());
                index.columns.put(rows.getInt("ORDINAL_POSITION"), rows.getString("COLUMN_NAME"));
                index.partial |= rows.getString("FILTER_CONDITION") != null;
            }
        }
        return indexes;
    }
}
