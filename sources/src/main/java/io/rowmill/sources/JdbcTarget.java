package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.hsqldb.DatabaseURL;
import org.hsqldb.persist.HsqlProperties;

/**
 * Where an included driver goes with a URL, and what it takes for parameters: read by the driver's own parser, since a second
 * reading of the same text is where an attacker begins ({@code jdbc:hsqldb:hsql:x} is no server, but a file).
 *
 * @param server false: the driver opens a database within this process, in memory or in files of this machine
 * @param hosts with ports, as the driver will ask them
 * @param database empty: none is named
 */
public record JdbcTarget(boolean server, String hosts, String database, List<JdbcUrl.Parameter> parameters) {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String HSQLDB = "jdbc:hsqldb:";
    private static final List<String> HSQLDB_PLACE =
            List.of("url", "connection_type", "host", "port", "path", "database");

    public JdbcTarget {
        parameters = List.copyOf(parameters);
    }

    static boolean isIncluded(JdbcUrl url) {
        return isIncluded(url.text());
    }

    private static boolean isIncluded(String text) {
        return text.startsWith(POSTGRESQL) || text.startsWith(HSQLDB);
    }

    /**
     * @return empty: the driver is not an included one, and nobody knows what it makes of the URL
     * @throws FailureException (Rejected) if the driver cannot read the URL
     */
    public static Optional<JdbcTarget> of(JdbcUrl url) {
        if (!isIncluded(url)) {
            return Optional.empty();
        }
        return Optional.of(read(url.text()).orElseThrow(() -> unreadable(url)));
    }

    /** What an operator's entry says already: empty where it is too short for its driver, or the driver is not an included one. */
    public static Optional<JdbcTarget> statedBy(String entry) {
        return isIncluded(entry) ? read(entry).or(() -> read(entry + "/")) : Optional.empty();
    }

    private static Optional<JdbcTarget> read(String text) {
        if (text.startsWith(POSTGRESQL)) {
            return Optional.ofNullable(org.postgresql.Driver.parseURL(text, null))
                    .map(JdbcTarget::postgresql);
        }
        try {
            return Optional.ofNullable(DatabaseURL.parseURL(text, true, false))
                    .filter(p -> !p.isEmpty())
                    .map(JdbcTarget::hsqldb);
        } catch (IndexOutOfBoundsException e) {
            // HSQLDB's way to say that the URL ends too early.
            return Optional.empty();
        }
    }

    private static JdbcTarget postgresql(Properties read) {
        Properties rest = new Properties();
        read.forEach((name, value) -> rest.put(name, value));
        String hosts = rest.remove("PGHOST") + " " + rest.remove("PGPORT");
        Object database = rest.remove("PGDBNAME");
        return new JdbcTarget(true, hosts, database == null ? "" : database.toString(), parameters(rest));
    }

    private static JdbcTarget hsqldb(HsqlProperties read) {
        Map<Object, Object> rest = new HashMap<>(read.getProperties());
        rest.keySet().removeAll(HSQLDB_PLACE);
        String hosts = read.getProperty("connection_type") + read.getProperty("host") + ":" + read.getProperty("port");
        return new JdbcTarget(
                read.getProperty("host") != null,
                hosts,
                (read.getProperty("path") + "/" + read.getProperty("database")).replaceFirst("^/+", ""),
                parameters(rest));
    }

    private static List<JdbcUrl.Parameter> parameters(Map<Object, Object> named) {
        return named.entrySet().stream()
                .map(e -> new JdbcUrl.Parameter(
                        e.getKey().toString(), e.getValue().toString()))
                .toList();
    }

    private static FailureException unreadable(JdbcUrl url) {
        String example = url.text().startsWith(POSTGRESQL) ? POSTGRESQL : HSQLDB + "hsql:";
        return FailureException.rejected(
                "invalid-source",
                "The driver cannot read the JDBC URL " + url + ": write " + example
                        + "//HOST:PORT/DATABASE, the slash before" + " the database included.");
    }
}
