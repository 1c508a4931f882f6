package io.rowmill.platform.quarkus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code rowmill.log.*}. */
@ConfigMapping(prefix = "rowmill.log")
public interface LogConfig {
    /** How a record looks on the console. */
    enum Format {
        /** A line for people. */
        TEXT,
        /** One JSON object a line, for machines. */
        JSON
    }

    @WithDefault("text")
    Format format();
}
