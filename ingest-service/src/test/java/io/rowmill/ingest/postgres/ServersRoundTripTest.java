package io.rowmill.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.Relationship;
import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import io.rowmill.sources.JdbcSettings;
import io.rowmill.sources.JdbcSource;
import io.rowmill.sources.JdbcUrl;
import io.rowmill.sources.Source;
import io.rowmill.sources.SourceDetector;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The round trip against servers that somebody runs, each in databases of its own that are dropped afterwards. */
@Tag("servers")
class ServersRoundTripTest {
    /**
     * A server.
     *
     * @param url ends where the name of a database begins
     * @param driver empty: on the class path
     */
    private record Server(String url, String user, String password, Optional<Path> driver) {
        static Server named(String name) {
            String property = "servers." + name;
            String url = System.getProperty(property, "");
            Assumptions.assumeFalse(url.isEmpty(), "no server is named by -D" + property);
            return new Server(
                    url,
                    System.getProperty(property + ".user", ""),
                    System.getProperty(property + ".password", ""),
                    Optional.ofNullable(System.getProperty(property + ".driver"))
                            .map(Path::of));
        }

        Connection connect(String database) throws Exception {
            Properties properties = new Properties();
            properties.put("user", user);
            properties.put("password", password);
            ClassLoader loader = driver.isEmpty()
                    ? Server.class.getClassLoader()
                    : new URLClassLoader(new URL[] {driver.get().toUri().toURL()});
            for (Driver each : ServiceLoader.load(Driver.class, loader)) {
                if (each.acceptsURL(url + database)) {
                    return each.connect(url + database, properties);
                }
            }
            throw new IllegalStateException("no driver for " + url + ": name its jar by .driver");
        }

        Source source(String database, Optional<String> schemas) {
            return new JdbcSource(new JdbcSettings(
                    new JdbcUrl(url + database),
                    schemas,
                    Optional.of(user),
                    Optional.of(password),
                    driver,
                    JdbcSettings.QUERY_TIMEOUT));
        }

        void run(String database, List<String> statements) throws Exception {
            try (Connection connection = connect(database);
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    private final String real = "rowmill_" + UUID.randomUUID().toString().replace("-", "");
    private final String copy = real + "_copy";

    @Test
    void rowsOfPostgresqlAreTakenByACopy() throws Exception {
        // Given
        Server server = Server.named("postgresql");
        server.run("postgres", List.of("CREATE DATABASE " + real, "CREATE DATABASE " + copy));
        try {
            server.run(
                    real,
                    List.of(
                            RoundTrip.script("postgres/works.tables.sql"),
                            RoundTrip.script("postgres/works.rows.sql")));
            server.run(copy, List.of(RoundTrip.script("postgres/works.tables.sql")));
            Source source = server.source(real, Optional.of("person,production,sales"));

            // When
            MetadataFindings found = SourceDetector.detect(source);
            Map<String, SampledTable> made = RoundTrip.sample(source, found.metadata());

            // Then
            try (Connection connection = server.connect(copy)) {
                assertThat(RoundTrip.load(connection, "person, production, sales", found.metadata(), made))
                        .isEmpty();
            }
        } finally {
            server.run("postgres", List.of("DROP DATABASE " + real, "DROP DATABASE " + copy));
        }
    }

    @Test
    void rowsOfMariadbAreTakenByACopy() throws Exception {
        // Given
        Server server = Server.named("mariadb");
        server.run("", List.of("CREATE DATABASE " + real, "CREATE DATABASE " + copy));
        try {
            List<String> tables = statements("mariadb/depots.tables.sql");
            server.run(real, tables);
            server.run(real, statements("mariadb/depots.rows.sql"));
            server.run(copy, tables);
            Source source = server.source(real, Optional.empty());

            // When
            MetadataFindings found = SourceDetector.detect(source);
            Map<String, SampledTable> made = RoundTrip.sample(source, found.metadata());

            // Then
            assertThat(found.errors()).isEmpty();
            assertThat(found.metadata().table("depot").column("kind").labels())
                    .containsExactly("north", "south", "far, east");
            try (Connection connection = server.connect(copy)) {
                insert(connection, made);
                for (Relationship key : found.metadata().relationships()) {
                    assertThat(orphans(connection, key)).as(key.name()).isZero();
                }
            }
        } finally {
            server.run("", List.of("DROP DATABASE " + real, "DROP DATABASE " + copy));
        }
    }

    private static List<String> statements(String script) throws Exception {
        return List.of(RoundTrip.script(script).split(";\\n"));
    }

    /** This server checks a foreign key row by row, so they are looked at afterwards. */
    private static void insert(Connection connection, Map<String, SampledTable> made) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0, sql_mode = 'TRADITIONAL'");
        }
        for (Map.Entry<String, SampledTable> table : made.entrySet()) {
            List<ColumnMetadata> columns = table.getValue().metadata().columns();
            String names = columns.stream().map(ColumnMetadata::name).collect(Collectors.joining(", "));
            String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + table.getKey() + " (" + names + ") VALUES (" + marks + ")")) {
                for (Object[] row : table.getValue().rows()) {
                    for (int c = 0; c < row.length; c++) {
                        insert.setString(c + 1, (String) row[c]);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    private static long orphans(Connection connection, Relationship key) throws SQLException {
        String same = IntStream.range(0, key.childKey().size())
                .mapToObj(i ->
                        "p." + key.parentKey().get(i) + " = c." + key.childKey().get(i))
                .collect(Collectors.joining(" AND "));
        String filled =
                key.childKey().stream().map(c -> "c." + c + " IS NOT NULL").collect(Collectors.joining(" AND "));
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT count(*) FROM " + key.childTable() + " c WHERE "
                        + filled + " AND NOT EXISTS (SELECT 1 FROM " + key.parentTable() + " p WHERE " + same + ")")) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
