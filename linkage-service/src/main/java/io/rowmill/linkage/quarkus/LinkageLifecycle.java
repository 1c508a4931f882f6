package io.rowmill.linkage.quarkus;

import io.rowmill.linkage.LinkageService;
import io.rowmill.platform.Platform;
import io.rowmill.platform.quarkus.ServiceLifecycle;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** The service as a part of its process. */
@Readiness
@Singleton
public class LinkageLifecycle extends ServiceLifecycle {
    LinkageLifecycle(Platform platform, LinkageConfig config) {
        super("linkage", platform, config, () -> new LinkageService(platform, config));
    }
}
