package io.rowmill.ingest;

import io.rowmill.platform.settings.ServiceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the ingest service, besides those of all services. */
public interface IngestSettings extends ServiceSettings {
    /** JDBC URLs must begin with one of these; a longer entry allows less; see {@link JdbcAllowList}. */
    List<String> jdbcAllow();

    /** Jar of a further JDBC driver. */
    Optional<String> driverJar();

    /** Time limit for an answer of a database. */
    Duration queryTimeout();

    /** Time between two sweeps for real rows that nobody else deletes. */
    Duration sweepInterval();
}
