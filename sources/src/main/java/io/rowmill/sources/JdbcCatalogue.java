package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.sources.JdbcTables.Named;
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

/** Tables, columns, keys and foreign keys of the schemas that are read, as the database declares them. */
final class JdbcCatalogue {
    private static final String NO_PRIVILEGE = "42501";

    private final Connection connection;
    private final DatabaseMetaData metadata;
    private final JdbcSelect select;
    private final JdbcTables tables;
    private final boolean postgres;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> unreadable = new HashMap<>();

    JdbcCatalogue(Connection connection, Optional<String> schema) throws SQLException {
        this.connection = connection;
        this.metadata = connection.getMetaData();
        this.tables = new JdbcTables(connection, schema);
        this.select = new JdbcSelect(connection, tables);
        this.postgres = PostgresTables.isPostgres(connection);
    }

    SourceCatalogue read() throws SQLException {
        if (tables.all().isEmpty()) {
            throw FailureException.rejected("invalid-source", noTable());
        }
        if (!tables.views().isEmpty()) {
            warnings.add("Views are skipped: " + JdbcTables.some(tables.views())
                    + ". Only tables are learned; copy a view into a table to learn it.");
        }
        List<SourceTable> read = new ArrayList<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        for (Named name : tables.all()) {
            List<String> primaryKey = primaryKey(name);
            List<SourceColumn> columns = columns(name, primaryKey);
            if (columns.isEmpty()) {
                warnings.add("Table " + name.name() + " is skipped: it has no column that can be read as text.");
                continue;
            }
            List<String> key = readable(name.name(), primaryKey, columns);
            List<List<String>> unique = new JdbcUniqueKeys(connection, tables, warnings).of(name, columns, key);
            SourceTable table = new SourceTable(name.name(), columns, key, unique);
            read.add(table);
            checkPrivilege(table);
            foreignKeys.addAll(foreignKeys(name));
        }
        return new SourceCatalogue(read, Optional.empty(), usable(read, foreignKeys), warnings, unreadable);
    }

    private String noTable() throws SQLException {
        String others = JdbcTables.some(tables.others());
        return "The database has no table that this user can see in schema '" + String.join("', '", tables.schemas())
                + "'; name the schema by --schema"
                + (others.isEmpty() ? "." : ": the database also has " + others + ".");
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

    /** A computed column stays only where a key needs it: nobody can write one. */
    private List<SourceColumn> columns(Named table, List<String> primaryKey) throws SQLException {
        Map<String, DeclaredType> own = ownTypes(table);
        List<String> checks = StandardChecks.of(connection, table);
        Map<Integer, SourceColumn> columns = new TreeMap<>();
        try (ResultSet rows = metadata.getColumns(
                tables.catalogOf(table.schema()),
                tables.patternOf(table.schema()),
                tables.escaped(table.table()),
                "%")) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                String typeName = rows.getString("TYPE_NAME");
                Optional<DeclaredType> type = Optional.ofNullable(own.get(name));
                if (type.isEmpty()) {
                    int jdbcType = rows.getInt("DATA_TYPE");
                    type = JdbcTypes.of(jdbcType, typeName, rows.getInt("COLUMN_SIZE"))
                            .map(t -> JdbcTypes.isListable(jdbcType)
                                    ? t.listing(StandardChecks.values(name, checks))
                                    : t);
                }
                if (isComputed(rows) && !primaryKey.contains(name)) {
                    warnings.add("Table " + table.name() + ", column " + name
                            + " is skipped: the database computes it, and will do so for synthetic rows, too.");
                } else if (type.isPresent()) {
                    columns.put(rows.getInt("ORDINAL_POSITION"), new SourceColumn(name, type.get()));
                } else {
                    warnings.add("Table " + table.name() + ", column " + name + " is skipped: its type " + typeName
                            + " cannot be read as text.");
                }
            }
        }
        return List.copyOf(columns.values());
    }

    /** What the database itself says where its driver doesn't. */
    private Map<String, DeclaredType> ownTypes(Named table) throws SQLException {
        Map<String, DeclaredType> types = new HashMap<>();
        if (postgres) {
            PostgresTables.types(connection, table.schema(), table.table())
                    .forEach((column, type) -> types.put(column, JdbcTypes.ofPostgres(type)));
            PostgresChecks.add(connection, table, types, warnings);
        }
        MysqlEnums.of(connection, table.schema(), table.table())
                .forEach((column, labels) -> types.put(column, DeclaredType.labels("ENUM", labels)));
        return types;
    }

    private static boolean isComputed(ResultSet column) throws SQLException {
        return "YES".equals(column.getString("IS_GENERATEDCOLUMN"));
    }

    private List<String> primaryKey(Named table) throws SQLException {
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet rows = metadata.getPrimaryKeys(
                tables.catalogOf(table.schema()), tables.schemaOf(table.schema()), table.table())) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(key.values());
    }

    /** Empty if a column of it cannot be read. */
    private List<String> readable(String table, List<String> primaryKey, List<SourceColumn> columns) {
        Set<String> readable = columns.stream().map(SourceColumn::name).collect(Collectors.toSet());
        if (!readable.containsAll(primaryKey)) {
            warnings.add("Table " + table + ": its primary key is skipped with its column.");
            return List.of();
        }
        return primaryKey;
    }

    /**
     * A foreign key as it is read, column by column.
     *
     * @param known what the parent is called here; empty: it isn't read
     */
    private record ForeignKey(
            Optional<String> known, String parent, List<String> parentKey, String child, List<String> childKey) {
        Relationship relationship() {
            return new Relationship(known.orElse(parent), parentKey, child, childKey, Optional.empty(), false);
        }
    }

    /** Two keys to the same parent come mixed, so they are told apart by their names. */
    private List<ForeignKey> foreignKeys(Named table) throws SQLException {
        Map<String, ForeignKey> keys = new LinkedHashMap<>();
        try (ResultSet rows = metadata.getImportedKeys(
                tables.catalogOf(table.schema()), tables.schemaOf(table.schema()), table.table())) {
            while (rows.next()) {
                String parentSchema = rows.getString(tables.parentSchemaColumn());
                String parent = rows.getString("PKTABLE_NAME");
                Optional<String> known = tables.nameOf(parentSchema, parent);
                ForeignKey key = keys.computeIfAbsent(
                        rows.getString("FK_NAME") + " " + parentSchema + "." + parent,
                        name -> new ForeignKey(known, parent, new ArrayList<>(), table.name(), new ArrayList<>()));
                key.parentKey().add(rows.getString("PKCOLUMN_NAME"));
                key.childKey().add(rows.getString("FKCOLUMN_NAME"));
            }
        }
        return List.copyOf(keys.values());
    }

    /** Foreign keys into a schema that is not read, or on columns that are no key that is read, cannot be kept. */
    private List<Relationship> usable(List<SourceTable> tables, List<ForeignKey> foreignKeys) {
        Map<String, SourceTable> byName = new LinkedHashMap<>();
        tables.forEach(t -> byName.put(t.name(), t));
        Set<String> seen = new HashSet<>();
        List<Relationship> usable = new ArrayList<>();
        for (ForeignKey key : foreignKeys) {
            Relationship relationship = key.relationship();
            if (!isUsable(key, byName)) {
                warnings.add("Foreign key " + relationship.name()
                        + " is skipped: it does not refer to a key of a table that is read.");
            } else if (seen.add(relationship.name())) {
                usable.add(relationship);
            }
        }
        return usable;
    }

    private boolean isUsable(ForeignKey key, Map<String, SourceTable> tables) {
        SourceTable parent = key.known().map(tables::get).orElse(null);
        return parent != null
                && parent.isKey(key.parentKey())
                && tables.get(key.child()).columnNames().containsAll(key.childKey());
    }
}
