package io.rowmill.sources;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.ArrayList;
import java.util.List;

/** Check constraints as the standard's views show them; of the databases that are known to have these views. */
final class StandardChecks {
    private static final String BY_NAME =
            """
            SELECT c.check_clause FROM information_schema.table_constraints t
              JOIN information_schema.check_constraints c
                ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name
            WHERE t.constraint_type = 'CHECK' AND t.table_schema = ? AND t.table_name = ?""";
    /** Where a constraint's name is its table's, and one of a column is no constraint of the table. */
    private static final String MARIADB =
            "SELECT check_clause FROM information_schema.check_constraints WHERE constraint_schema = ? AND table_name = ?";

    private StandardChecks() {}

    /** What must not be false in a row, in the database's own SQL. */
    static List<String> of(Connection connection, JdbcTables.Named table) throws SQLException {
        List<String> clauses = new ArrayList<>();
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.matches("MySQL|MariaDB|HSQL Database Engine|H2")) {
            return clauses;
        }
        try (PreparedStatement query = connection.prepareStatement(product.equals("MariaDB") ? MARIADB : BY_NAME)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    // MySQL writes a quote with a backslash, as if the clause were a text within a text.
                    String clause = rows.getString(1);
                    clauses.add(product.equals("MySQL") ? clause.replace("\\'", "'") : clause);
                }
            }
        } catch (SQLSyntaxErrorException e) {
            // Older versions have no such view: MySQL until 8, H2 until 2.
            clauses.clear();
        }
        return clauses;
    }

    /** The values that the first of them lists for a column; empty: none does. */
    static List<String> values(String column, List<String> clauses) {
        return clauses.stream()
                .map(clause -> CheckLists.values(column, clause))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
