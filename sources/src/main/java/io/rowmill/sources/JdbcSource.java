package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
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
import java.sql.SQLFeatureNotSupportedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** A database over JDBC. All tables are read in one read-only transaction that sees one state of them. */
public final class JdbcSource implements Source {
    private static final int FETCH_ROWS = 2000;
    private static final int LOGIN_SECONDS = 15;
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final JdbcSettings settings;
    private final JdbcFailures failures;
    private @Nullable URLClassLoader driverLoader;

    public JdbcSource(JdbcSettings settings) {
        this.settings = settings;
        this.failures = new JdbcFailures(settings);
    }

    @Override
    public SourceCatalogue catalogue() throws IOException {
        try (Connection connection = connect()) {
            return new JdbcCatalogue(connection, settings.schema()).read();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    @Override
    public SourceSession read() throws IOException {
        Connection connection = null;
        try {
            connection = connect();
            PostgresTables.spellAlike(connection);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(
                    connection.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)
                            ? Connection.TRANSACTION_REPEATABLE_READ
                            : Connection.TRANSACTION_SERIALIZABLE);
            // Without a transaction PostgreSQL would hand over a whole table at once.
            connection.setAutoCommit(false);
            return new Session(connection, new JdbcSelect(connection, new JdbcTables(connection, settings.schema())));
        } catch (SQLException e) {
            closeQuietly(connection);
            throw failures.of(e);
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
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
        if (settings.url().text().startsWith(POSTGRESQL)) {
            // This driver takes its own property's word alone; one in the URL goes before it.
            properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
            // Values come as the server writes them, and not as the driver would.
            properties.setProperty("binaryTransfer", "false");
        }
        if (settings.url().text().matches("jdbc:(mysql|mariadb):.*")) {
            // A number of one digit is a number, a year is no first of January, and there is no year 0.
            properties.setProperty("tinyInt1isBit", "false");
            properties.setProperty("yearIsDateType", "false");
            properties.setProperty("zeroDateTimeBehavior", "CONVERT_TO_NULL");
        }
        Connection connection = open(properties);
        if (connection == null) {
            throw FailureException.rejected(
                    "invalid-source",
                    "The driver jar is for another database than " + settings + "; give the jar of its own driver.");
        }
        try {
            limitWaiting(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private @Nullable Connection open(Properties properties) throws IOException {
        try {
            return settings.foreignDriver().isEmpty()
                    ? DriverManager.getConnection(settings.url().text(), properties)
                    : driver(settings.foreignDriver().get())
                            .connect(settings.url().text(), properties);
        } catch (SQLException e) {
            throw failures.connecting(e);
        }
    }

    /**
     * A network that swallows packets would otherwise be waited for for ever. The database itself has the first chance to give
     * up: it can say why.
     */
    private void limitWaiting(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(
                    Integer.MAX_VALUE, settings.queryTimeout().plus(GRACE).toMillis()));
        } catch (SQLFeatureNotSupportedException e) {
            // A driver without network timeouts, HSQLDB's for one, waits as long as it likes.
        }
    }

    private synchronized Driver driver(Path jar) throws IOException {
        if (!Files.isReadable(jar)) {
            throw FailureException.rejected("invalid-source", "There is no driver jar " + jar + " that can be read.");
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
        private final JdbcSelect select;

        Session(Connection connection, JdbcSelect select) {
            this.connection = connection;
            this.select = select;
        }

        @Override
        public PositionedCursor open(TableMetadata table) throws IOException {
            try {
                PreparedStatement statement = connection.prepareStatement(
                        select.rows(table), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
                try {
                    statement.setFetchSize(FETCH_ROWS);
                    statement.setQueryTimeout(
                            Math.toIntExact(Math.max(1, settings.queryTimeout().toSeconds())));
                    return new Cursor(table.name(), statement, statement.executeQuery());
                } catch (SQLException e) {
                    statement.close();
                    throw e;
                }
            } catch (SQLException e) {
                throw failures.of(e, table.name());
            }
        }

        /** Nothing else tells which of two rows is first. */
        @Override
        public boolean keepsOrder(TableMetadata table) {
            return !table.primaryKey().isEmpty();
        }

        @Override
        public void close() throws IOException {
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException e) {
                // All rows were read, or a failure is on its way already.
                closeQuietly(connection);
            }
        }
    }

    private final class Cursor implements PositionedCursor {
        private final String table;
        private final PreparedStatement statement;
        private final ResultSet rows;
        private final Cells cells;
        private final ResultSetMetaData columns;
        private long position;

        Cursor(String table, PreparedStatement statement, ResultSet rows) throws SQLException {
            this.table = table;
            this.statement = statement;
            this.rows = rows;
            this.columns = rows.getMetaData();
            this.cells = cells(columns);
        }

        @Override
        public boolean advance() {
            try {
                position++;
                return rows.next();
            } catch (SQLException e) {
                throw failures.of(e, table);
            }
        }

        @Override
        public @Nullable String value(int column) {
            try {
                return cells.read(rows, column);
            } catch (SQLException e) {
                throw failures.ofCell(e, table, columnName(column), position);
            } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
                throw failures.ofCell(new SQLException(e), table, columnName(column), position);
            }
        }

        private Cells cells(ResultSetMetaData columns) throws SQLException {
            String url = settings.url().text();
            return url.startsWith(POSTGRESQL)
                    ? PostgresCells.of(columns)
                    : JdbcCells.of(columns, url.startsWith("jdbc:mariadb:"));
        }

        private String columnName(int column) {
            try {
                return columns.getColumnLabel(column + 1);
            } catch (SQLException e) {
                return "number " + (column + 1);
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
                throw failures.of(e, table);
            }
        }
    }
}
