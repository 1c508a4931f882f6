package io.rowmill.trainer.quarkus;

import io.rowmill.platform.quarkus.ServiceConfig;
import io.smallrye.config.ConfigMapping;

/** {@code rowmill.trainer.*}. */
@ConfigMapping(prefix = "rowmill.trainer")
public interface TrainerConfig extends ServiceConfig {}
