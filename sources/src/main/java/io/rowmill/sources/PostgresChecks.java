package io.rowmill.sources;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Check constraints of a table of PostgreSQL, and of the domains that its columns are of. */
final class PostgresChecks {
    /** Values of these types are written as a list writes them; {@code 1.5} and {@code 1.50} are one number. */
    private static final Set<String> LISTABLE =
            Set.of("text", "varchar", "bpchar", "char", "name", "citext", "int2", "int4", "int8");

    private static final String CHECKS =
            """
            WITH RECURSIVE t(oid) AS (
              SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ?),
            domains(attname, typ) AS (
              SELECT a.attname, a.atttypid FROM pg_catalog.pg_attribute a JOIN t ON a.attrelid = t.oid
              WHERE a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT d.attname, p.typbasetype FROM domains d JOIN pg_catalog.pg_type p ON p.oid = d.typ WHERE p.typtype = 'd')
            SELECT k.conname, (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)), pg_catalog.pg_get_expr(k.conbin, k.conrelid), false
              FROM pg_catalog.pg_constraint k JOIN t ON k.conrelid = t.oid WHERE k.contype = 'c'
            UNION ALL
            SELECT k.conname, ARRAY[d.attname::text], pg_catalog.pg_get_expr(k.conbin, 0), true
              FROM domains d JOIN pg_catalog.pg_constraint k ON k.contypid = d.typ WHERE k.contype = 'c'
            ORDER BY 1""";

    private PostgresChecks() {}

    /**
     * @param columns of one column, or of those that are compared
     * @param domain the expression speaks of {@code VALUE}, not of the column
     */
    private record Check(String name, List<String> columns, String expression, boolean domain) {}

    /**
     * Adds the values that constraints list to the types.
     *
     * @param warnings gets a sentence for each constraint that compares columns
     */
    static void add(
            Connection connection, JdbcTables.Named table, Map<String, DeclaredType> types, List<String> warnings)
            throws SQLException {
        Map<String, List<String>> listed = new HashMap<>();
        for (Check check : checks(connection, table)) {
            for (String column : check.columns()) {
                List<String> values = CheckLists.values(check.domain() ? "VALUE" : column, check.expression());
                if (!values.isEmpty()) {
                    listed.putIfAbsent(column, values);
                }
            }
            if (check.columns().size() > 1) {
                warnings.add("Table " + table.name() + ": check constraint " + check.name() + " on columns "
                        + String.join(", ", check.columns()) + " is not kept: synthetic rows may break it.");
            }
        }
        listed.forEach((column, values) -> types.computeIfPresent(
                column,
                (name, type) -> LISTABLE.contains(type.name()) && type.labels().isEmpty()
                        ? type.listing(stripped(type, values))
                        : type));
    }

    private static List<String> stripped(DeclaredType type, List<String> values) {
        return type.name().equals("bpchar")
                ? values.stream().map(String::stripTrailing).toList()
                : values;
    }

    private static List<Check> checks(Connection connection, JdbcTables.Named table) throws SQLException {
        List<Check> checks = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(CHECKS)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Array columns = rows.getArray(2);
                    String expression = rows.getString(3);
                    if (columns != null && expression != null) {
                        checks.add(new Check(
                                rows.getString(1),
                                List.of((String[]) columns.getArray()),
                                expression,
                                rows.getBoolean(4)));
                    }
                }
            }
        }
        return checks;
    }
}
