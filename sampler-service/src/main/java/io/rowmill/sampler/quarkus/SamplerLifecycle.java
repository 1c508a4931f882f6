package io.rowmill.sampler.quarkus;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rowmill.platform.Platform;
import io.rowmill.sampler.SamplerService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Starts and stops the service with its process, and says whether it is ready. */
@Readiness
@ApplicationScoped
public class SamplerLifecycle implements HealthCheck {
    private final Platform platform;
    private final SamplerConfig config;
    private volatile SamplerService service;

    SamplerLifecycle(Platform platform, SamplerConfig config) {
        this.platform = platform;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            service = new SamplerService(platform, config);
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
        return HealthCheckResponse.named("sampler").status(up).build();
    }
}
