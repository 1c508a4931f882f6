package io.rowmill.ingest.source;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.TableMetadata;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** A database over JDBC. All tables are read in one read-only transaction that sees one state of them. */
public final class JdbcSource implements Source {
    private static final int FETCH_ROWS = 2000;
    private static final int LOGIN_SECONDS = 15;

    private final JdbcSettings settings;
    private URLClassLoader driverLoader;

    public JdbcSource(JdbcSettings settings) {
        this.settings = settings;
    }

    @Override
    public SourceCatalogue catalogue() throws IOException {
        try (Connection connection = connect()) {
            return new JdbcCatalogue(connection, settings.schema()).read();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public SourceSession read() throws IOException {
        Connection connection = null;
        try {
            connection = connect();
            connection.setReadOnly(true);
            connection.setTransactionIsolation(
                    connection.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)
                            ? Connection.TRANSACTION_REPEATABLE_READ
                            : Connection.TRANSACTION_SERIALIZABLE);
            // Without a transaction PostgreSQL would hand over a whole table at once.
            connection.setAutoCommit(false);
            return new Session(connection, new JdbcCatalogue(connection, settings.schema()).schema());
        } catch (SQLException e) {
            closeQuietly(connection);
            throw failure(e);
        }
    }

    private static void closeQuietly(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // The failure that led here is the one to report.
            }
        }
    }

    private Connection connect() throws SQLException, IOException {
        Properties properties = new Properties();
        settings.user().ifPresent(user -> properties.setProperty("user", user));
        settings.password().ifPresent(password -> properties.setProperty("password", password));
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        if (settings.driverJar().isEmpty()) {
            return DriverManager.getConnection(settings.url(), properties);
        }
        Connection connection = driver(settings.driverJar().get()).connect(settings.url(), properties);
        if (connection == null) {
            throw FailureException.rejected("invalid-source", "The driver jar does not know the JDBC URL's database.");
        }
        return connection;
    }

    private synchronized Driver driver(Path jar) throws IOException {
        if (!Files.isReadable(jar)) {
            throw FailureException.rejected("invalid-source", "There is no driver jar " + jar + ".");
        }
        if (driverLoader == null) {
            driverLoader = new URLClassLoader(
                    new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
        }
        for (Driver driver : ServiceLoader.load(Driver.class, driverLoader)) {
            if (driver.getClass().getClassLoader() == driverLoader) {
                return driver;
            }
        }
        throw FailureException.rejected("invalid-source", "The jar " + jar.getFileName() + " holds no JDBC driver.");
    }

    /** By the class of the SQL state; a driver's own message can quote values and is not passed on. */
    private FailureException failure(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String of = "The database " + settings;
        if (state.startsWith("08") || state.startsWith("57") || state.startsWith("40")) {
            return FailureException.unavailable(
                    "source-unavailable", of + " cannot be reached (state " + state + ").", e);
        }
        String message =
                switch (state) {
                    case "28000", "28P01", "28501" -> " refuses the user or the password.";
                    case "42501" -> " does not let this user read a table; grant SELECT on all tables named.";
                    case "3D000" -> " does not exist on this server.";
                    default -> " could not be read (state " + (state.isEmpty() ? "unknown" : state) + ").";
                };
        return new FailureException(new Failure.Rejected("source-refused", List.of(of + message)), e);
    }

    @Override
    public String positionUnit() {
        return "row";
    }

    @Override
    public void close() throws IOException {
        if (driverLoader != null) {
            driverLoader.close();
        }
    }

    private final class Session implements SourceSession {
        private final Connection connection;
        private final String schema;

        Session(Connection connection, String schema) {
            this.connection = connection;
            this.schema = schema;
        }

        @Override
        public PositionedCursor open(TableMetadata table) throws IOException {
            try {
                PreparedStatement statement = connection.prepareStatement(
                        select(table), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
                try {
                    statement.setFetchSize(FETCH_ROWS);
                    return new Cursor(statement, statement.executeQuery());
                } catch (SQLException e) {
                    statement.close();
                    throw e;
                }
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        private String select(TableMetadata table) throws SQLException {
            String quote = connection.getMetaData().getIdentifierQuoteString().strip();
            String columns = table.columns().stream()
                    .map(ColumnMetadata::name)
                    .map(name -> quoted(name, quote))
                    .collect(Collectors.joining(", "));
            String from = schema.isEmpty() ? "" : quoted(schema, quote) + ".";
            String order =
                    table.primaryKey().stream().map(name -> quoted(name, quote)).collect(Collectors.joining(", "));
            return "SELECT " + columns + " FROM " + from + quoted(table.name(), quote)
                    + (order.isEmpty() ? "" : " ORDER BY " + order);
        }

        @Override
        public void close() throws IOException {
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }

    private static String quoted(String name, String quote) {
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }

    private final class Cursor implements PositionedCursor {
        private final PreparedStatement statement;
        private final ResultSet rows;
        private final int[] types;
        private long position;

        Cursor(PreparedStatement statement, ResultSet rows) throws SQLException {
            this.statement = statement;
            this.rows = rows;
            ResultSetMetaData columns = rows.getMetaData();
            types = new int[columns.getColumnCount()];
            for (int i = 0; i < types.length; i++) {
                types[i] = columns.getColumnType(i + 1);
            }
        }

        @Override
        public boolean advance() {
            try {
                position++;
                return rows.next();
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        @Override
        public String value(int column) {
            try {
                return JdbcCells.read(rows, column + 1, types[column]);
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void close() {
            try {
                rows.close();
                statement.close();
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }
}
