package io.rowmill.platform.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where broker, registry and storage are. Keys are {@code rowmill.<feature>.<aspect>}; see docs/configuration.md. */
public interface PlatformSettings {
    Kafka kafka();

    Registry registry();

    S3 s3();

    /** Directory for temporary files and the bookkeeping of fan-ins. */
    Path workDir();

    /** The Kafka cluster. */
    interface Kafka {
        /** {@code host:port,...}. */
        String bootstrapServers();

        /** Replication factor of topics that rowmill creates; -1: the broker's default. */
        int replicationFactor();

        /** Partitions of a row topic. */
        int rowPartitions();

        /** How what jobs publish is compressed on its way: {@code lz4}, {@code gzip}, {@code zstd}, {@code snappy} or {@code none}. */
        String compression();

        /** Any further client setting ({@code security.protocol}, {@code sasl.jaas.config}, ...). */
        Map<String, String> client();

        /** Properties file with such settings. */
        Optional<Path> clientFile();
    }

    /** The schema registry. */
    interface Registry {
        String url();

        /** Any further setting of the Confluent client ({@code basic.auth.credentials.source}, ...). */
        Map<String, String> client();

        /** Properties file with such settings. */
        Optional<Path> clientFile();
    }

    /** The S3-compatible store. */
    interface S3 {
        /** {@code http://host:port}. */
        String endpoint();

        String bucket();

        Optional<String> region();

        Optional<String> accessKey();

        Optional<String> secretKey();
    }
}
