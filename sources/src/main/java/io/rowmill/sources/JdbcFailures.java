package io.rowmill.sources;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a driver's exceptions mean, by the SQL state. A driver's own message can quote values and is not passed on. */
final class JdbcFailures {
    private static final String QUERY_CANCELLED = "57014";
    private static final String MISSING = " does not exist on this server.";

    private final JdbcSettings settings;

    JdbcFailures(JdbcSettings settings) {
        this.settings = settings;
    }

    FailureException of(SQLException e) {
        return of(e, "The database " + settings, "a table");
    }

    /** No connection came about. */
    FailureException connecting(SQLException e) {
        return ConnectRefusals.of(e, settings.url())
                .map(refusal -> rejected("The database " + settings + refusal, e))
                .orElseGet(() -> of(e));
    }

    /** @param table that was being read */
    FailureException of(SQLException e, String table) {
        return of(e, "Table " + table + " of the database " + settings, "table " + table);
    }

    /**
     * A cell that the driver can't make a value of.
     *
     * @param row number of the row, from 1, in the order of the primary key
     */
    FailureException ofCell(SQLException e, String table, String column, long row) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (isConnection(e, state) || state.equals(QUERY_CANCELLED)) {
            return of(e, table);
        }
        return rejected(
                "Table " + table + ", column " + column + ", row " + row + " of the database " + settings
                        + ": the driver cannot read the value" + (state.isEmpty() ? "" : " (SQL state " + state + ")")
                        + "; correct the value, or have the driver read such values as null by a parameter of the URL.",
                e);
    }

    private FailureException of(SQLException e, String subject, String table) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals(QUERY_CANCELLED) || (e instanceof SQLTimeoutException && !state.startsWith("08"))) {
            return rejected(
                    subject + " took longer than " + settings.queryTimeout().toSeconds()
                            + " s for an answer; raise rowmill.ingest.query-timeout, or index its primary key.",
                    e);
        }
        String refusal = isMissing(e) ? MISSING : refusal(state, table);
        if (refusal != null) {
            return rejected(subject + refusal, e);
        }
        if (isConnection(e, state)) {
            return FailureException.unavailable(
                    "source-unavailable", "The database " + settings + " cannot be reached: " + why(e) + ".", e);
        }
        return rejected(
                subject + " could not be read: the database answered with SQL state "
                        + (state.isEmpty() ? "unknown" : state) + "; the database's own log has the details.",
                e);
    }

    private static FailureException rejected(String message, SQLException e) {
        return new FailureException(new Failure.Rejected("source-refused", List.of(message)), e);
    }

    private static @Nullable String refusal(String state, String table) {
        return switch (state) {
            case "28000", "28P01", "28501" -> " refuses the user or the password.";
            case "08004" -> " wants a user and a password: set ROWMILL_SOURCE_USER and ROWMILL_SOURCE_PASSWORD.";
            case "42501" -> " may not be read by this user: grant SELECT on " + table + ".";
            case "3D000" -> MISSING;
            default -> null;
        };
    }

    /** HSQLDB has no SQL state for it. */
    private static boolean isMissing(SQLException e) {
        return String.valueOf(e.getMessage()).contains("database alias does not exist");
    }

    /** Connections (08), scarce resources (53), operator's interventions (57), the system (58) and lost transactions (40): may come right by themselves. */
    private static boolean isConnection(SQLException e, String state) {
        return state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("58")
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException;
    }

    private static String why(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "its host name is unknown; check the URL";
            }
            if (cause instanceof SSLException) {
                return "it broke off while TLS was agreed on; check that it speaks TLS";
            }
            if (cause instanceof SocketTimeoutException) {
                return "it does not answer; check host, port and firewall";
            }
        }
        String state = e.getSQLState();
        return "check that it runs, its host and its port" + (state == null ? "" : " (SQL state " + state + ")");
    }
}
