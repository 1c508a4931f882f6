package io.rowmill.preprocess.quarkus;

import io.rowmill.platform.quarkus.ServiceConfig;
import io.smallrye.config.ConfigMapping;

/** {@code rowmill.preprocess.*}. */
@ConfigMapping(prefix = "rowmill.preprocess")
public interface PreprocessConfig extends ServiceConfig {}
