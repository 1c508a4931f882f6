package io.rowmill.sources;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What PostgreSQL's own catalogue knows and its driver doesn't tell; nothing of any other database. */
final class PostgresTables {
    private static final String PARTITIONS =
            """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relispartition""";
    private static final String HEIRS =
            """
            SELECT pn.nspname, p.relname, hn.nspname, h.relname FROM pg_catalog.pg_inherits i
              JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
              JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
              JOIN pg_catalog.pg_class h ON h.oid = i.inhrelid
              JOIN pg_catalog.pg_namespace hn ON hn.oid = h.relnamespace
            WHERE p.relkind = 'r'""";
    /** A domain is what it is made of, however many domains that takes. */
    private static final String TYPES =
            """
            WITH RECURSIVE bases(oid, base, size) AS (
              SELECT oid, oid, -1 FROM pg_catalog.pg_type WHERE typtype <> 'd'
              UNION ALL
              SELECT t.oid, b.base, greatest(b.size, t.typtypmod) FROM pg_catalog.pg_type t JOIN bases b ON t.typbasetype = b.oid WHERE t.typtype = 'd')
            SELECT a.attname, t.typname,
              (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
              CASE WHEN t.typname IN ('varchar', 'bpchar') THEN greatest(a.atttypmod, b.size, 4) - 4 ELSE 0 END
            FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN bases b ON b.oid = a.atttypid
              JOIN pg_catalog.pg_type t ON t.oid = b.base
            WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped""";

    private static final List<String> ONE_SPELLING = List.of(
            "SET timezone = 'UTC'",
            "SET intervalstyle = 'postgres'",
            "SET bytea_output = 'hex'",
            "SET lc_monetary = 'C'");

    private final Set<Table> partitions = new HashSet<>();
    private final Map<Table, List<Table>> heirs = new HashMap<>();

    record Table(String schema, String table) {}

    /**
     * @param labels of an enum; empty for other types
     * @param maxLength of a text; 0: any
     */
    record Type(String name, List<String> labels, int maxLength) {}

    private PostgresTables() {}

    static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** Nothing for another database. */
    static PostgresTables of(Connection connection) throws SQLException {
        PostgresTables tables = new PostgresTables();
        if (isPostgres(connection)) {
            tables.read(connection);
        }
        return tables;
    }

    private void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(PARTITIONS)) {
                while (rows.next()) {
                    partitions.add(new Table(rows.getString(1), rows.getString(2)));
                }
            }
            try (ResultSet rows = statement.executeQuery(HEIRS)) {
                while (rows.next()) {
                    heirs.computeIfAbsent(new Table(rows.getString(1), rows.getString(2)), t -> new ArrayList<>())
                            .add(new Table(rows.getString(3), rows.getString(4)));
                }
            }
        }
    }

    /** Its rows are those of the table it is a part of. */
    boolean isPartition(String schema, String table) {
        return partitions.contains(new Table(schema, table));
    }

    /** Tables that inherit from it directly, whose rows are its own to whoever doesn't ask for it alone. */
    List<Table> heirs(String schema, String table) {
        return heirs.getOrDefault(new Table(schema, table), List.of());
    }

    /** Types by column, of a database that is a PostgreSQL. */
    static Map<String, Type> types(Connection connection, String schema, String table) throws SQLException {
        Map<String, Type> types = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(TYPES)) {
            query.setString(1, schema);
            query.setString(2, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Array labels = rows.getArray(3);
                    types.put(
                            rows.getString(1),
                            new Type(
                                    rows.getString(2),
                                    labels == null ? List.of() : List.of((String[]) labels.getArray()),
                                    rows.getInt(4)));
                }
            }
        }
        return types;
    }

    /** Has the server write all values in one way, whatever the database or the user is set to; not where it knows no such setting. */
    static void spellAlike(Connection connection) throws SQLException {
        if (isPostgres(connection)) {
            for (String setting : ONE_SPELLING) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(setting);
                } catch (SQLException e) {
                    // A database that only speaks like PostgreSQL has its own settings, and one way to write.
                }
            }
        }
    }
}
