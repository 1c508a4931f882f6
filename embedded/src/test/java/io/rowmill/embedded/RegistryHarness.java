package io.rowmill.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A registry on a broker of its own, for all tests of a class. */
abstract class RegistryHarness {
    @TempDir
    private static Path directory;

    static EmbeddedKafka kafka;
    static EmbeddedSchemaRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        registry = EmbeddedSchemaRegistry.start(kafka.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        kafka.close();
    }
}
