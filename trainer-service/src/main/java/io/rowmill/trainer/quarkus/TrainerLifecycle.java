package io.rowmill.trainer.quarkus;

import io.rowmill.platform.Platform;
import io.rowmill.platform.quarkus.ServiceLifecycle;
import io.rowmill.trainer.TrainerService;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** The service as a part of its process. */
@Readiness
@Singleton
public class TrainerLifecycle extends ServiceLifecycle {
    TrainerLifecycle(Platform platform, TrainerConfig config) {
        super("trainer", platform, config, () -> new TrainerService(platform, config));
    }
}
