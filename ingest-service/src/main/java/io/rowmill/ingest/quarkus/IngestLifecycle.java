package io.rowmill.ingest.quarkus;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rowmill.ingest.IngestService;
import io.rowmill.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Starts and stops the service with its process, and says whether it is ready. */
@Readiness
@ApplicationScoped
public class IngestLifecycle implements HealthCheck {
    private final Platform platform;
    private final IngestConfig config;
    private volatile IngestService service;

    IngestLifecycle(Platform platform, IngestConfig config) {
        this.platform = platform;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            service = new IngestService(platform, config);
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
        return HealthCheckResponse.named("ingest").status(up).build();
    }
}
