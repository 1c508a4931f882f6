package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.text.NearestName;
import io.rowmill.sources.SourceCatalogue.SourceColumn;
import io.rowmill.sources.SourceCatalogue.SourceTable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables, columns, keys and foreign keys of one schema, as the database declares them. */
final class JdbcCatalogue {
    private static final String NO_PRIVILEGE = "42501";
    private static final String PARTITIONS_OF_POSTGRESQL =
            """
            SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relispartition AND n.nspname = ?""";

    private final Connection connection;
    private final DatabaseMetaData metadata;
    private final JdbcSelect select;
    private final String schema;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> unreadable = new HashMap<>();

    JdbcCatalogue(Connection connection, Optional<String> schema) throws SQLException {
        this.connection = connection;
        this.metadata = connection.getMetaData();
        this.select = new JdbcSelect(connection, schema);
        this.schema = select.schema();
    }

    SourceCatalogue read() throws SQLException {
        List<String> names = tableNames();
        if (names.isEmpty()) {
            throw FailureException.rejected("invalid-source", noTable());
        }
        List<SourceTable> tables = new ArrayList<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        for (String name : names) {
            List<SourceColumn> columns = columns(name);
            if (columns.isEmpty()) {
                warnings.add("Table " + name + " is skipped: it has no column that can be read as text.");
                continue;
            }
            List<String> primaryKey = primaryKey(name, columns);
            SourceTable table = new SourceTable(
                    name,
                    columns,
                    primaryKey,
                    new JdbcUniqueKeys(connection, schema, warnings).of(name, columns, primaryKey));
            tables.add(table);
            checkPrivilege(table);
            foreignKeys.addAll(foreignKeys(name));
        }
        return new SourceCatalogue(tables, Optional.empty(), usable(tables, foreignKeys), warnings, unreadable);
    }

    private String noTable() throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (ResultSet rows = metadata.getSchemas()) {
            while (rows.next()) {
                schemas.add(rows.getString("TABLE_SCHEM"));
            }
        }
        return "The database has no table that this user can see in schema '" + schema
                + "'; name the schema by --schema" + NearestName.hint(schema, schemas) + ".";
    }

    /** A right that is missing is told with all other errors, not when the reading gets there. */
    private void checkPrivilege(SourceTable table) throws SQLException {
        try (PreparedStatement probe = connection.prepareStatement(select.nothing(table.plain()))) {
            probe.executeQuery().close();
        } catch (SQLException e) {
            if (!NO_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            unreadable.put(
                    table.name(),
                    "Table " + table.name() + " may not be read by this user: grant SELECT on table " + table.name()
                            + ", or leave it out of the metadata.");
        }
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
        names.removeAll(partitions());
        return names.stream().sorted().toList();
    }

    /** Their rows are those of the table they are parts of. */
    private Set<String> partitions() throws SQLException {
        Set<String> partitions = new HashSet<>();
        if (metadata.getDatabaseProductName().equals("PostgreSQL")) {
            try (PreparedStatement query = connection.prepareStatement(PARTITIONS_OF_POSTGRESQL)) {
                query.setString(1, schema);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        partitions.add(rows.getString(1));
                    }
                }
            }
        }
        return partitions;
    }

    /** A schema is a pattern for the driver: its own underscores and percent signs mean themselves. */
    private @Nullable String escaped(String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name.isEmpty() ? null : name.replace("_", escape + "_").replace("%", escape + "%");
    }

    private List<SourceColumn> columns(String table) throws SQLException {
        Map<Integer, SourceColumn> columns = new TreeMap<>();
        try (ResultSet rows = metadata.getColumns(connection.getCatalog(), escaped(schema), escaped(table), "%")) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                int type = JdbcCells.actual(rows.getInt("DATA_TYPE"), rows.getString("TYPE_NAME"));
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

    /** Empty if a column of it cannot be read. */
    private List<String> primaryKey(String table, List<SourceColumn> columns) throws SQLException {
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet rows = metadata.getPrimaryKeys(connection.getCatalog(), schemaOrNull(), table)) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        Set<String> readable = columns.stream().map(SourceColumn::name).collect(Collectors.toSet());
        if (!readable.containsAll(key.values())) {
            warnings.add("Table " + table + ": its primary key is skipped with its column.");
            return List.of();
        }
        return List.copyOf(key.values());
    }

    private @Nullable String schemaOrNull() {
        return schema.isEmpty() ? null : schema;
    }

    /** A foreign key as it is read, column by column. */
    private record ForeignKey(
            String schema, String parent, List<String> parentKey, String child, List<String> childKey) {
        Relationship relationship() {
            return new Relationship(parent, parentKey, child, childKey, Optional.empty(), false);
        }
    }

    /** Two keys to the same parent come mixed, so they are told apart by their names. */
    private List<ForeignKey> foreignKeys(String table) throws SQLException {
        Map<String, ForeignKey> keys = new LinkedHashMap<>();
        try (ResultSet rows = metadata.getImportedKeys(connection.getCatalog(), schemaOrNull(), table)) {
            while (rows.next()) {
                String parentSchema = rows.getString("PKTABLE_SCHEM");
                String parent = rows.getString("PKTABLE_NAME");
                ForeignKey key = keys.computeIfAbsent(
                        rows.getString("FK_NAME") + " " + parentSchema + "." + parent,
                        name -> new ForeignKey(parentSchema, parent, new ArrayList<>(), table, new ArrayList<>()));
                key.parentKey().add(rows.getString("PKCOLUMN_NAME"));
                key.childKey().add(rows.getString("FKCOLUMN_NAME"));
            }
        }
        return List.copyOf(keys.values());
    }

    /** Foreign keys into another schema, or on columns that are no key that is read, cannot be kept. */
    private List<Relationship> usable(List<SourceTable> tables, List<ForeignKey> foreignKeys) {
        Map<String, SourceTable> byName = new LinkedHashMap<>();
        tables.forEach(t -> byName.put(t.name(), t));
        Set<String> seen = new HashSet<>();
        List<Relationship> usable = new ArrayList<>();
        for (ForeignKey key : foreignKeys) {
            Relationship relationship = key.relationship();
            if (!isUsable(key, byName)) {
                warnings.add("Foreign key " + relationship.name()
                        + " is skipped: it does not refer to a key of a table of this schema.");
            } else if (seen.add(relationship.name())) {
                usable.add(relationship);
            }
        }
        return usable;
    }

    private boolean isUsable(ForeignKey key, Map<String, SourceTable> tables) {
        SourceTable parent = tables.get(key.parent());
        return parent != null
                && (schema.isEmpty() || key.schema() == null || schema.equals(key.schema()))
                && parent.isKey(key.parentKey())
                && tables.get(key.child()).columnNames().containsAll(key.childKey());
    }
}
