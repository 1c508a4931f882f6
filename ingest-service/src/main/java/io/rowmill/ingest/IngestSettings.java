package io.rowmill.ingest;

import io.rowmill.platform.settings.ServiceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the ingest service can be told beyond what all can. */
public interface IngestSettings extends ServiceSettings {
    /** JDBC URLs must begin with one of these; a longer entry allows less; see {@link JdbcAllowList}. */
    List<String> jdbcAllow();

    /** Jar of a further JDBC driver. */
    Optional<String> driverJar();

    /** How long a database may take for an answer. */
    Duration queryTimeout();

    /** Time between two sweeps for real rows that nobody else deletes. */
    Duration sweepInterval();
}
