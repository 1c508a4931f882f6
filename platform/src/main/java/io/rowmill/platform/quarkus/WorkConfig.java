package io.rowmill.platform.quarkus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** {@code rowmill.work.*}. */
@ConfigMapping(prefix = "rowmill.work")
public interface WorkConfig {
    /** Directory for temporary files and the bookkeeping of fan-ins. */
    @WithDefault("${java.io.tmpdir}/rowmill")
    Path dir();
}
