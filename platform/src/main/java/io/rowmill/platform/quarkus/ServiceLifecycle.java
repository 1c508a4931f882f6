package io.rowmill.platform.quarkus;

import io.micrometer.core.instrument.Gauge;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.ServiceSettings;
import io.rowmill.platform.metrics.MetricNames;
import jakarta.enterprise.event.Observes;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Starts and stops a service with its process, and says whether it is ready. A service that is switched off is. */
public abstract class ServiceLifecycle implements HealthCheck {
    private final String name;
    private final ServiceSettings settings;
    private final Platform platform;
    private final Supplier<RunningService> starter;
    private volatile RunningService service;

    /** @param starter makes the service, which works from then on */
    protected ServiceLifecycle(
            String name, Platform platform, ServiceSettings settings, Supplier<RunningService> starter) {
        this.name = name;
        this.settings = settings;
        this.platform = platform;
        this.starter = starter;
    }

    protected void start(@Observes StartupEvent event) {
        if (settings.enabled()) {
            service = starter.get();
            Gauge.builder(MetricNames.READY, this, s -> s.healthy() ? 1 : 0)
                    .tag(MetricNames.SERVICE, name)
                    .register(platform.meters());
        }
    }

    protected void stop(@Observes ShutdownEvent event) {
        if (service != null) {
            service.close();
        }
    }

    /** Works, or is switched off. */
    boolean healthy() {
        return !settings.enabled() || (service != null && service.healthy());
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named(name).status(healthy()).build();
    }
}
