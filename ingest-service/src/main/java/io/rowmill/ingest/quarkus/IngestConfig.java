package io.rowmill.ingest.quarkus;

import io.rowmill.ingest.IngestSettings;
import io.rowmill.platform.quarkus.ServiceConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code rowmill.ingest.*}. */
@ConfigMapping(prefix = "rowmill.ingest")
public interface IngestConfig extends ServiceConfig, IngestSettings {
    // Repeated from ServiceConfig: SmallRye Config loses the defaults of a method that it inherits in two ways.
    @Override
    @WithDefault("true")
    boolean enabled();

    @Override
    @WithDefault("1")
    int concurrency();

    @Override
    @WithDefault("15m")
    Duration retryDeadline();

    @Override
    @WithDefault("jdbc:postgresql:,jdbc:hsqldb:hsql://")
    List<String> jdbcAllow();

    @Override
    Optional<String> driverJar();

    @Override
    @WithDefault("30m")
    Duration queryTimeout();

    @Override
    @WithDefault("1h")
    Duration sweepInterval();
}
