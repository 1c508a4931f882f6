package io.rowmill.platform.quarkus;

import io.micrometer.core.instrument.Gauge;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.ServiceSettings;
import io.rowmill.platform.metrics.MetricNames;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops a service with its process, and says whether it is ready. A service that is switched off is. */
public abstract class ServiceLifecycle implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceLifecycle.class);
    private static final String NOT_WORKING =
            "A consumer or fan-in has not started or has ended: the log says why; restart the process if that lasts.";

    private final String name;
    private final ServiceSettings settings;
    private final Platform platform;
    private final Supplier<RunningService> starter;
    private volatile RunningService service;
    private Thread starting;
    private boolean stopped;

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
            Gauge.builder(MetricNames.READY, this, s -> s.notReady().isEmpty() ? 1 : 0)
                    .tag(MetricNames.SERVICE, name)
                    .register(platform.meters());
            starting = Thread.currentThread();
            platform.storage().whenUsable(this::begin);
        }
    }

    private synchronized void begin() {
        if (stopped) {
            return;
        }
        try {
            service = starter.get();
        } catch (RuntimeException e) {
            if (Thread.currentThread() == starting) {
                throw e;
            }
            // The process is up already, waiting for the store: it ends as one does that can't start.
            LOG.error("{} can't start: {}", name, e.getMessage());
            Quarkus.asyncExit(1);
        }
    }

    protected synchronized void stop(@Observes ShutdownEvent event) {
        stopped = true;
        if (service != null) {
            service.close();
        }
    }

    /** Nothing of it has died: works, waits for the object store, or is switched off. */
    boolean alive() {
        return service == null || service.healthy();
    }

    /** @return why it doesn't work, or empty: it does, or is switched off */
    private Optional<String> notReady() {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        return platform.storage().trouble().or(() -> isWorking() ? Optional.empty() : Optional.of(NOT_WORKING));
    }

    private boolean isWorking() {
        return service != null && service.healthy();
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name);
        notReady().ifPresentOrElse(why -> response.down().withData("reason", why), response::up);
        return response.build();
    }
}
