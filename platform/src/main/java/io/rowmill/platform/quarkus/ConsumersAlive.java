package io.rowmill.platform.quarkus;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** The process's liveness: false when a consumer or fan-in of any of its services has ended, which only a restart mends. */
@Liveness
@Singleton
public class ConsumersAlive implements HealthCheck {
    private final Instance<ServiceLifecycle> services;

    ConsumersAlive(@Any Instance<ServiceLifecycle> services) {
        this.services = services;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("consumers")
                .status(services.stream().allMatch(ServiceLifecycle::alive))
                .build();
    }
}
