package io.rowmill.ingest.postgres;

import io.rowmill.sources.JdbcSettings;
import io.rowmill.sources.JdbcSource;
import io.rowmill.sources.JdbcUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL of the tests' own, started once; its tests are skipped, with the reason, where it can't run. */
final class PostgresServer {
    private static EmbeddedPostgres server;
    private static String reason;

    private PostgresServer() {}

    static synchronized EmbeddedPostgres require() {
        if (server == null && reason == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
            } catch (Exception e) {
                reason = e.toString();
            }
        }
        Assumptions.assumeTrue(reason == null, () -> "no PostgreSQL can be started here: " + reason);
        return server;
    }

    /** Runs statements as the superuser. */
    static void run(String... statements) throws SQLException {
        try (Connection connection = require().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Creates a database of its own, and runs scripts in it. */
    static void database(String name, String... scripts) throws SQLException {
        run("CREATE DATABASE " + name);
        try (Connection connection = connection(name);
                Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                statement.execute(script);
            }
        }
    }

    static Connection connection(String database) throws SQLException {
        return require().getDatabase("postgres", database).getConnection();
    }

    /** The server trusts everybody on this machine, but for this role. */
    static void demandPasswordsOf(String role) throws Exception {
        Path rules;
        try (Connection connection = require().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW hba_file")) {
            answer.next();
            rules = Path.of(answer.getString(1));
        }
        Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        run("SELECT pg_reload_conf()");
    }

    static String url() {
        return url("postgres");
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + require().getPort() + "/" + database;
    }

    /** Of a database other than the common one. */
    static JdbcSource source(String database, String schemas) {
        return new JdbcSource(new JdbcSettings(
                new JdbcUrl(url(database)),
                Optional.of(schemas),
                Optional.of("postgres"),
                Optional.of("postgres"),
                Optional.empty(),
                JdbcSettings.QUERY_TIMEOUT));
    }

    static JdbcSource source(String schema) {
        return source(schema, "postgres", "postgres", JdbcSettings.QUERY_TIMEOUT);
    }

    static JdbcSource source(String schema, String user, String password, Duration timeout) {
        return new JdbcSource(new JdbcSettings(
                new JdbcUrl(url()),
                Optional.of(schema),
                Optional.of(user),
                Optional.of(password),
                Optional.empty(),
                timeout));
    }
}
