package io.rowmill.platform.quarkus;

import io.rowmill.platform.settings.PlatformSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code rowmill.kafka.*}. */
@ConfigMapping(prefix = "rowmill.kafka")
public interface KafkaConfig extends PlatformSettings.Kafka {
    @Override
    @WithDefault("localhost:9092")
    String bootstrapServers();

    @Override
    @WithDefault("-1")
    int replicationFactor();

    @Override
    @WithDefault("4")
    int rowPartitions();

    @Override
    @WithDefault("lz4")
    String compression();

    @Override
    Map<String, String> client();

    @Override
    Optional<Path> clientFile();
}
