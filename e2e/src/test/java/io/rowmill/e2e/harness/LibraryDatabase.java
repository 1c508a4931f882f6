package io.rowmill.e2e.harness;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A small HSQLDB database for clients that read rows off topics: a column of every type that a row can have, nulls, and a table
 * whose name neither Avro nor Kafka would take, without a primary key.
 */
public final class LibraryDatabase {
    public static final int READERS = 40;
    private static final String USER = "SA";
    private static final String VISITS = "Visits per day";

    private LibraryDatabase() {}

    /** What lets {@code rowmill up} read it: a database in a file is on nobody's list unless the operator puts it there. */
    public static Map<String, String> access(Path folder) {
        return Map.of(
                "ROWMILL_INGEST_JDBC_ALLOW",
                url(folder),
                "ROWMILL_SOURCE_URL",
                url(folder),
                "ROWMILL_SOURCE_USER",
                USER);
    }

    private static String url(Path folder) {
        return "jdbc:hsqldb:file:" + folder.resolve("library");
    }

    /** @return its JDBC URL; the database is shut down, so that another process can open it */
    public static String create(Path folder) throws SQLException {
        String url = url(folder);
        try (Connection connection = DriverManager.getConnection(url, USER, "");
                Statement sql = connection.createStatement()) {
            sql.execute(
                    "create table READER (ID integer primary key, KIND varchar(10) not null, HEIGHT double not null,"
                            + " ACTIVE boolean not null)");
            sql.execute("create table LOAN (ID integer primary key, READER_ID integer not null references READER,"
                    + " DAY date not null, FEE decimal(6, 2) not null, RETURNED timestamp)");
            sql.execute("create table \"%s\" (READER_ID integer not null references READER, \"at °C\" decimal(4, 1))"
                    .formatted(VISITS));
            int loans = 0;
            for (int reader = 1; reader <= READERS; reader++) {
                String kind = reader % 3 == 0 ? "child" : "adult";
                sql.execute("insert into READER values (%d, '%s', %s, %s)"
                        .formatted(reader, kind, 1.2 + Math.sqrt(reader) / 10, reader % 4 != 0));
                for (int n = reader % 5; n > 0; n--) {
                    loans++;
                    insertLoan(sql, reader, loans);
                }
                sql.execute("insert into \"%s\" values (%d, %s)"
                        .formatted(VISITS, reader, reader % 6 == 0 ? "null" : reader - 20 + ".5"));
            }
            sql.execute("shutdown");
        }
        return url;
    }

    private static void insertLoan(Statement sql, int reader, int loan) throws SQLException {
        int day = 1 + loan % 28;
        String returned = loan % 3 == 0 ? "null" : "timestamp '2024-04-%02d 1%d:30:00'".formatted(day, loan % 10);
        sql.execute("insert into LOAN values (%d, %d, date '2024-03-%02d', %d.50, %s)"
                .formatted(loan, reader, day, loan % 7, returned));
    }
}
