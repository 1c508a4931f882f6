package io.rowmill.platform.quarkus;

import io.rowmill.platform.settings.PlatformSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** {@code rowmill.s3.*}. */
@ConfigMapping(prefix = "rowmill.s3")
public interface S3Config extends PlatformSettings.S3 {
    @Override
    @WithDefault("http://localhost:9000")
    String endpoint();

    @Override
    @WithDefault("rowmill")
    String bucket();

    @Override
    Optional<String> region();

    @Override
    Optional<String> accessKey();

    @Override
    Optional<String> secretKey();
}
