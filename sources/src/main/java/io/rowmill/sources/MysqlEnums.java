package io.rowmill.sources;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The labels of enums of MySQL and MariaDB, which their drivers don't tell; nothing of any other database. */
final class MysqlEnums {
    private static final String ENUMS =
            """
            SELECT column_name, column_type FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ? AND data_type = 'enum'""";
    /** A quote within a label is written twice. */
    private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");

    private MysqlEnums() {}

    /** Labels by column. */
    static Map<String, List<String>> of(Connection connection, String database, String table) throws SQLException {
        Map<String, List<String>> labels = new HashMap<>();
        if (!connection.getMetaData().getDatabaseProductName().matches("MySQL|MariaDB")) {
            return labels;
        }
        try (PreparedStatement query = connection.prepareStatement(ENUMS)) {
            query.setString(1, database);
            query.setString(2, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    labels.put(rows.getString(1), labels(rows.getString(2)));
                }
            }
        }
        return labels;
    }

    /** @param type as the database declares it: {@code enum('x','y')} */
    static List<String> labels(String type) {
        List<String> labels = new ArrayList<>();
        Matcher matcher = LABEL.matcher(type);
        while (matcher.find()) {
            labels.add(matcher.group(1).replace("''", "'"));
        }
        return labels;
    }
}
