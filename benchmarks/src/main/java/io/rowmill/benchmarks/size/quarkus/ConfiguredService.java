package io.rowmill.benchmarks.size.quarkus;

import io.rowmill.ingest.IngestService;
import io.rowmill.ingest.quarkus.IngestConfig;
import io.rowmill.linkage.LinkageService;
import io.rowmill.linkage.quarkus.LinkageConfig;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.quarkus.KafkaConfig;
import io.rowmill.platform.quarkus.RegistryConfig;
import io.rowmill.platform.quarkus.S3Config;
import io.rowmill.platform.quarkus.WorkConfig;
import io.rowmill.platform.settings.PlatformSettings;
import io.rowmill.preprocess.PreprocessService;
import io.rowmill.preprocess.quarkus.PreprocessConfig;
import io.rowmill.trainer.TrainerService;
import io.rowmill.trainer.quarkus.TrainerConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;

/** Starts one service without its HTTP shell. */
public final class ConfiguredService {
    private ConfiguredService() {}

    /**
     * Starts consuming.
     *
     * @param stage one of {@link Stages}: ingest, preprocess, linkage or trainer
     */
    public static AutoCloseable start(String stage) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredConverters()
                .withMapping(KafkaConfig.class)
                .withMapping(RegistryConfig.class)
                .withMapping(S3Config.class)
                .withMapping(WorkConfig.class)
                .withMapping(IngestConfig.class)
                .withMapping(PreprocessConfig.class)
                .withMapping(LinkageConfig.class)
                .withMapping(TrainerConfig.class)
                .build();
        Platform platform = new Platform(new Settings(
                config.getConfigMapping(KafkaConfig.class),
                config.getConfigMapping(RegistryConfig.class),
                config.getConfigMapping(S3Config.class),
                config.getConfigMapping(WorkConfig.class).dir()));
        return switch (stage) {
            case Stages.INGEST -> new IngestService(platform, config.getConfigMapping(IngestConfig.class));
            case Stages.PREPROCESS -> new PreprocessService(platform, config.getConfigMapping(PreprocessConfig.class));
            case Stages.LINKAGE -> new LinkageService(platform, config.getConfigMapping(LinkageConfig.class));
            case Stages.TRAINER -> new TrainerService(platform, config.getConfigMapping(TrainerConfig.class));
            default -> throw new IllegalArgumentException("no service " + stage);
        };
    }

    private record Settings(Kafka kafka, Registry registry, S3 s3, Path workDir) implements PlatformSettings {}
}
