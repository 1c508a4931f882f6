package io.rowmill.sources;

import io.rowmill.core.failure.FailureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How to reach a database.
 *
 * @param schema one, or several separated by commas; empty: the connection's own
 * @param driverJar a driver that is not included; its code runs in this process, so it is the operator's to choose
 * @param queryTimeout how long the database may take for an answer
 */
public record JdbcSettings(
        JdbcUrl url,
        Optional<String> schema,
        Optional<String> user,
        Optional<String> password,
        Optional<Path> driverJar,
        Duration queryTimeout) {
    public static final Duration QUERY_TIMEOUT = Duration.ofMinutes(30);

    /** @throws FailureException (Rejected) if no driver is named for the URL, or its driver cannot read it */
    public JdbcSettings {
        Objects.requireNonNull(url);
        Objects.requireNonNull(queryTimeout);
        boolean included = JdbcTarget.of(url).isPresent();
        if (driverJar.isEmpty() && !included) {
            throw FailureException.rejected(
                    "invalid-source",
                    "The driver for this JDBC URL is not included: give its jar to the process that reads the database,"
                            + " by --driver-jar or rowmill.ingest.driver-jar.");
        }
    }

    /** The jar that has the driver; empty: it is included. */
    Optional<Path> foreignDriver() {
        return JdbcTarget.isIncluded(url) ? Optional.empty() : driverJar;
    }

    /** Without user, password and the URL's parameters. */
    @Override
    public String toString() {
        return url + schema.map(s -> " schema " + s).orElse("");
    }
}
