package io.rowmill.trainer.quarkus;

import io.rowmill.platform.ServiceSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code rowmill.trainer.*}. */
@ConfigMapping(prefix = "rowmill.trainer")
public interface TrainerConfig extends ServiceSettings {
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
