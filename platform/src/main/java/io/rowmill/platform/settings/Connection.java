package io.rowmill.platform.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a running platform is.
 *
 * @param bootstrapServers {@code host:port,...} of Kafka
 * @param registryUrl of the schema registry
 * @param s3Endpoint {@code http://host:port} of the object store
 * @param credentials of the object store; empty: those of the environment it runs in
 * @param kafkaClient further Kafka client settings ({@code security.protocol}, ...)
 * @param registryClient further settings of the registry's client
 */
public record Connection(
        String bootstrapServers,
        String registryUrl,
        String s3Endpoint,
        String bucket,
        Optional<Credentials> credentials,
        Map<String, String> kafkaClient,
        Map<String, String> registryClient) {
    public static final String DEFAULT_BUCKET = "rowmill";

    /** Access key and secret key of the object store. */
    public record Credentials(String accessKey, String secretKey) {
        public Credentials {
            Objects.requireNonNull(accessKey);
            Objects.requireNonNull(secretKey);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Credentials[" + accessKey + "]";
        }
    }

    public Connection {
        Objects.requireNonNull(bootstrapServers);
        Objects.requireNonNull(registryUrl);
        Objects.requireNonNull(s3Endpoint);
        Objects.requireNonNull(bucket);
        Objects.requireNonNull(credentials);
        kafkaClient = Map.copyOf(kafkaClient);
        registryClient = Map.copyOf(registryClient);
    }

    /** A platform without further client settings. */
    public static Connection of(
            String bootstrapServers, String registryUrl, String s3Endpoint, Optional<Credentials> credentials) {
        return new Connection(
                bootstrapServers, registryUrl, s3Endpoint, DEFAULT_BUCKET, credentials, Map.of(), Map.of());
    }

    /** @param workDir for temporary files */
    public PlatformSettings settings(Path workDir) {
        return new ClientSettings(
                new KafkaSettings(bootstrapServers, -1, 4, "lz4", kafkaClient, Optional.empty()),
                new RegistrySettings(registryUrl, registryClient, Optional.empty()),
                new S3Settings(
                        s3Endpoint,
                        bucket,
                        Optional.empty(),
                        credentials.map(Credentials::accessKey),
                        credentials.map(Credentials::secretKey)),
                workDir);
    }

    private record ClientSettings(Kafka kafka, Registry registry, S3 s3, Path workDir) implements PlatformSettings {}

    private record KafkaSettings(
            String bootstrapServers,
            int replicationFactor,
            int rowPartitions,
            String compression,
            Map<String, String> client,
            Optional<Path> clientFile)
            implements PlatformSettings.Kafka {}

    private record RegistrySettings(String url, Map<String, String> client, Optional<Path> clientFile)
            implements PlatformSettings.Registry {}

    private record S3Settings(
            String endpoint,
            String bucket,
            Optional<String> region,
            Optional<String> accessKey,
            Optional<String> secretKey)
            implements PlatformSettings.S3 {}
}
