package io.rowmill.sampler.quarkus;

import io.rowmill.platform.quarkus.ServiceConfig;
import io.rowmill.sampler.SamplerSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code rowmill.sampler.*}. */
@ConfigMapping(prefix = "rowmill.sampler")
public interface SamplerConfig extends ServiceConfig, SamplerSettings {
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
    @WithDefault("10000")
    int chunkRows();

    @Override
    @WithDefault("1000000000")
    long maxRowsPerRequest();
}
