package io.rowmill.ingest.quarkus;

import io.rowmill.ingest.IngestService;
import io.rowmill.platform.Platform;
import io.rowmill.platform.quarkus.ServiceLifecycle;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** The service as a part of its process. */
@Readiness
@Singleton
public class IngestLifecycle extends ServiceLifecycle {
    IngestLifecycle(Platform platform, IngestConfig config) {
        super("ingest", platform, config, () -> new IngestService(platform, config));
    }
}
