package io.rowmill.sampler.quarkus;

import io.rowmill.platform.quarkus.ServiceConfig;
import io.rowmill.sampler.SamplerSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code rowmill.sampler.*}. */
@ConfigMapping(prefix = "rowmill.sampler")
public interface SamplerConfig extends ServiceConfig, SamplerSettings {
    @Override
    @WithDefault("10000")
    int chunkRows();

    @Override
    @WithDefault("1000000000")
    long maxRowsPerRequest();
}
