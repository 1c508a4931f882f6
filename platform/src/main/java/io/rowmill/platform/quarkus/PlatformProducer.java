package io.rowmill.platform.quarkus;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rowmill.platform.Platform;
import io.rowmill.platform.settings.PlatformSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Makes the one {@link Platform} of the process from its configuration. */
@ApplicationScoped
public class PlatformProducer {

    @Produces
    @Singleton
    Platform platform(
            KafkaConfig kafka, RegistryConfig registry, S3Config s3, WorkConfig work, PrometheusMeterRegistry meters) {
        return new Platform(new Settings(kafka, registry, s3, work.dir()), meters);
    }

    void close(@Disposes Platform platform) {
        platform.close();
    }

    private record Settings(Kafka kafka, Registry registry, S3 s3, Path workDir) implements PlatformSettings {}
}
