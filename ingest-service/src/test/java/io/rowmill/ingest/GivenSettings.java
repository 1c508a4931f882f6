package io.rowmill.ingest;

import io.rowmill.ingest.quarkus.IngestDefaults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings that a test gives. */
record GivenSettings(
        boolean enabled,
        int concurrency,
        Duration retryDeadline,
        List<String> jdbcAllow,
        Optional<String> driverJar,
        Duration queryTimeout,
        Duration sweepInterval)
        implements IngestSettings {
    /** What a service has that is told nothing else. */
    static GivenSettings sweepingEvery(Duration interval) {
        return new GivenSettings(
                true,
                1,
                Duration.ofSeconds(10),
                IngestDefaults.jdbcAllow(),
                Optional.empty(),
                Duration.ofMinutes(1),
                interval);
    }
}
