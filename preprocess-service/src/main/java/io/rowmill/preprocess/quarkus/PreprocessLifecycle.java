package io.rowmill.preprocess.quarkus;

import io.rowmill.platform.Platform;
import io.rowmill.platform.quarkus.ServiceLifecycle;
import io.rowmill.preprocess.PreprocessService;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** The service as a part of its process. */
@Readiness
@Singleton
public class PreprocessLifecycle extends ServiceLifecycle {
    PreprocessLifecycle(Platform platform, PreprocessConfig config) {
        super("preprocess", platform, config, () -> new PreprocessService(platform, config));
    }
}
