package io.rowmill.sampler.quarkus;

import io.rowmill.platform.Platform;
import io.rowmill.platform.quarkus.ServiceLifecycle;
import io.rowmill.sampler.SamplerService;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** The service as a part of its process. */
@Readiness
@Singleton
public class SamplerLifecycle extends ServiceLifecycle {
    SamplerLifecycle(Platform platform, SamplerConfig config) {
        super("sampler", platform, config, () -> new SamplerService(platform, config));
    }
}
