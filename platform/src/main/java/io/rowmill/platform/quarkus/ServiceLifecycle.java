package io.rowmill.platform.quarkus;

import io.micrometer.core.instrument.Gauge;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.metrics.MetricNames;
import io.rowmill.platform.settings.ServiceSettings;
import io.rowmill.platform.topic.Refusals;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jspecify.annotations.Nullable;
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
    private volatile @Nullable RunningService service;
    private volatile Optional<String> waitsFor = Optional.empty();
    private volatile boolean stopped;

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
            CompletableFuture<Void> begun = platform.needs().whenThere(this::begin);
            try {
                begun.getNow(null);
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
            begun.exceptionally(this::end);
        }
    }

    /** @return why it can't begin yet; empty: it has, or never will */
    private synchronized Optional<String> begin() {
        if (!stopped) {
            try {
                service = starter.get();
                waitsFor = Optional.empty();
            } catch (RuntimeException e) {
                waitsFor = whatMayPass(e);
                if (waitsFor.isEmpty() && !stopped) {
                    throw e;
                }
            }
        }
        return stopped ? Optional.empty() : waitsFor;
    }

    /** Brokers may be away again, or too few: what a start asks for is asked again. What they refuse would be refused again. */
    private static Optional<String> whatMayPass(RuntimeException e) {
        if (e instanceof FailureException known) {
            return known.failure() instanceof Failure.Transient passing
                    ? Optional.of(String.join(" ", passing.messages()))
                    : Optional.empty();
        }
        return e instanceof KafkaException kafka && Refusals.in(e).isEmpty()
                ? Optional.of("Kafka doesn't answer as it should: " + Refusals.reason(kafka) + ".")
                : Optional.empty();
    }

    /** The process is up already, waiting: it ends as one does that can't start. */
    private Void end(Throwable e) {
        LOG.error("{} can't start: {}", name, e.getMessage());
        Quarkus.asyncExit(1);
        return null;
    }

    protected void stop(@Observes ShutdownEvent event) {
        stopped = true;
        // Before the lock is asked for: a start under way may wait for brokers for as long as their clients do.
        platform.needs().close();
        close();
    }

    private synchronized void close() {
        if (service != null) {
            service.close();
        }
    }

    /** Nothing of it has died: works, waits for what it needs, or is switched off. */
    boolean alive() {
        return service == null || service.healthy();
    }

    /** @return why it doesn't work, or empty: it does, or is switched off */
    private Optional<String> notReady() {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        return platform.needs()
                .trouble()
                .or(() -> waitsFor)
                .or(() -> isWorking() ? Optional.empty() : Optional.of(NOT_WORKING));
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
