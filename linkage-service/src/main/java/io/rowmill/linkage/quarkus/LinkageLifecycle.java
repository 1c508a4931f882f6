package io.rowmill.linkage.quarkus;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rowmill.linkage.LinkageService;
import io.rowmill.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Starts and stops the service with its process, and says whether it is ready. */
@Readiness
@ApplicationScoped
public class LinkageLifecycle implements HealthCheck {
    private final Platform platform;
    private final LinkageConfig config;
    private volatile LinkageService service;

    LinkageLifecycle(Platform platform, LinkageConfig config) {
        this.platform = platform;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            service = new LinkageService(platform, config);
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
        return HealthCheckResponse.named("linkage").status(up).build();
    }
}
