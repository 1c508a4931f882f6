package io.rowmill.ingest.source;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.ingest.source.SourceCatalogue.SourceColumn;
import io.rowmill.ingest.source.SourceCatalogue.SourceTable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tables, columns, keys and foreign keys of one schema, as the database declares them. */
final class JdbcCatalogue {
    private final Connection connection;
    private final DatabaseMetaData metadata;
    private final String schema;
    private final List<String> warnings = new ArrayList<>();

    JdbcCatalogue(Connection connection, Optional<String> schema) throws SQLException {
        this.connection = connection;
        this.metadata = connection.getMetaData();
        this.schema = schema.isPresent()
                ? schema.get()
                : Optional.ofNullable(connection.getSchema()).orElse("");
    }

    /** Empty where the database has no schemas. */
    String schema() {
        return schema;
    }

    SourceCatalogue read() throws SQLException {
        List<String> names = tableNames();
        if (names.isEmpty()) {
            throw FailureException.rejected(
                    "invalid-source",
                    "The database has no table that this user can see in schema '" + schema + "'; name the schema.");
        }
        List<SourceTable> tables = new ArrayList<>();
        List<Relationship> foreignKeys = new ArrayList<>();
        for (String name : names) {
            List<SourceColumn> columns = columns(name);
            if (columns.isEmpty()) {
                warnings.add("Table " + name + " is skipped: it has no column that can be read as text.");
                continue;
            }
            tables.add(new SourceTable(name, columns, primaryKey(name)));
            foreignKeys.addAll(foreignKeys(name));
        }
        return new SourceCatalogue(tables, Optional.empty(), usable(tables, foreignKeys), warnings);
    }

    private List<String> tableNames() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = metadata.getTables(
                connection.getCatalog(), escaped(schema), "%", new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"
                })) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        return names.stream().sorted().toList();
    }

    /** A schema is a pattern for the driver: its own underscores and percent signs mean themselves. */
    private String escaped(String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name.isEmpty() ? null : name.replace("_", escape + "_").replace("%", escape + "%");
    }

    private List<SourceColumn> columns(String table) throws SQLException {
        Map<Integer, SourceColumn> columns = new TreeMap<>();
        try (ResultSet rows = metadata.getColumns(connection.getCatalog(), escaped(schema), escaped(table), "%")) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                int type = rows.getInt("DATA_TYPE");
                if (JdbcCells.isSupported(type)) {
                    columns.put(rows.getInt("ORDINAL_POSITION"), new SourceColumn(name, JdbcCells.sdtype(type)));
                } else {
                    warnings.add("Table " + table + ", column " + name + " is skipped: its type "
                            + rows.getString("TYPE_NAME") + " cannot be read as text.");
                }
            }
        }
        return List.copyOf(columns.values());
    }

    private List<String> primaryKey(String table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = metadata.getPrimaryKeys(connection.getCatalog(), schemaOrNull(), table)) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private String schemaOrNull() {
        return schema.isEmpty() ? null : schema;
    }

    private List<Relationship> foreignKeys(String table) throws SQLException {
        List<Relationship> keys = new ArrayList<>();
        try (ResultSet rows = metadata.getImportedKeys(connection.getCatalog(), schemaOrNull(), table)) {
            String parent = null;
            List<String> parentKey = new ArrayList<>();
            List<String> childKey = new ArrayList<>();
            while (rows.next()) {
                if (rows.getInt("KEY_SEQ") == 1 && parent != null) {
                    keys.add(relationship(parent, parentKey, table, childKey));
                    parentKey.clear();
                    childKey.clear();
                }
                parent = rows.getString("PKTABLE_NAME");
                parentKey.add(rows.getString("PKCOLUMN_NAME"));
                childKey.add(rows.getString("FKCOLUMN_NAME"));
            }
            if (parent != null) {
                keys.add(relationship(parent, parentKey, table, childKey));
            }
        }
        return keys;
    }

    private static Relationship relationship(
            String parent, List<String> parentKey, String child, List<String> childKey) {
        return new Relationship(parent, parentKey, child, childKey, Optional.empty(), false);
    }

    /** Foreign keys on unique columns that are no primary key, or into another schema, cannot be kept. */
    private List<Relationship> usable(List<SourceTable> tables, List<Relationship> foreignKeys) {
        Map<String, SourceTable> byName = new LinkedHashMap<>();
        tables.forEach(t -> byName.put(t.name(), t));
        Set<String> seen = new HashSet<>();
        List<Relationship> usable = new ArrayList<>();
        for (Relationship key : foreignKeys) {
            SourceTable parent = byName.get(key.parentTable());
            if (parent != null && Set.copyOf(parent.primaryKey()).equals(Set.copyOf(key.parentKey()))) {
                if (seen.add(key.name())) {
                    usable.add(key);
                }
            } else {
                warnings.add("Foreign key " + key.name()
                        + " is skipped: it does not refer to the primary key of a table of this schema.");
            }
        }
        return usable;
    }
}
