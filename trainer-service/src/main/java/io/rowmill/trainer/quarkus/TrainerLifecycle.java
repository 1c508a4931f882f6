package io.rowmill.trainer.quarkus;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rowmill.platform.Platform;
import io.rowmill.trainer.TrainerService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Starts and stops the service with its process, and says whether it is ready. */
@Readiness
@ApplicationScoped
public class TrainerLifecycle implements HealthCheck {
    private final Platform platform;
    private final TrainerConfig config;
    private volatile TrainerService service;

    TrainerLifecycle(Platform platform, TrainerConfig config) {
        this.platform = platform;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            service = new TrainerService(platform, config);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (service != null) {
            service.close();
        }
    }

    @Override
    public HealthCheckResponse call() {
        boolean up = !config.enabled() || (service != null && service.healthy());
        return HealthCheckResponse.named("trainer").status(up).build();
    }
}
