package io.rowmill.platform.quarkus;

import io.rowmill.platform.settings.PlatformSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code rowmill.registry.*}. */
@ConfigMapping(prefix = "rowmill.registry")
public interface RegistryConfig extends PlatformSettings.Registry {
    @Override
    @WithDefault("http://localhost:8081")
    String url();

    @Override
    Map<String, String> client();

    @Override
    Optional<Path> clientFile();
}
