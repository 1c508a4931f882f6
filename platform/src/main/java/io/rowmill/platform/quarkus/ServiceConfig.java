package io.rowmill.platform.quarkus;

import io.rowmill.platform.settings.ServiceSettings;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What every service is told; its own interface names the prefix. */
public interface ServiceConfig extends ServiceSettings {
    @Override
    @WithDefault("true")
    boolean enabled();

    @Override
    @WithDefault("1")
    int concurrency();

    @Override
    @WithDefault("15m")
    Duration retryDeadline();
}
