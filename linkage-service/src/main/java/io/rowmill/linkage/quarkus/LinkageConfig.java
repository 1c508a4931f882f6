package io.rowmill.linkage.quarkus;

import io.rowmill.platform.quarkus.ServiceConfig;
import io.smallrye.config.ConfigMapping;

/** {@code rowmill.linkage.*}. */
@ConfigMapping(prefix = "rowmill.linkage")
public interface LinkageConfig extends ServiceConfig {}
