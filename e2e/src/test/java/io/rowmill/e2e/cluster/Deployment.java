package io.rowmill.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.e2e.harness.DatabaseServer;
import io.rowmill.e2e.harness.PipelineEvents;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ServiceProcess;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.storage.ObjectStore;
import io.rowmill.platform.storage.ObjectStores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Three brokers, a registry, a store, a database to learn, and rowmill's services in seven processes. */
final class Deployment implements AutoCloseable {
    private static final Map<String, String> INSTANCES = new LinkedHashMap<>();

    static {
        INSTANCES.put("ingest", "ingest");
        INSTANCES.put("preprocess", "preprocess");
        INSTANCES.put("linkage", "linkage");
        INSTANCES.put("trainer-1", "trainer");
        INSTANCES.put("trainer-2", "trainer");
        INSTANCES.put("sampler-1", "sampler");
        INSTANCES.put("sampler-2", "sampler");
    }

    private final Path dir;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private RealKafka kafka;
    private Apicurio registry;
    private Store store;
    private DatabaseServer database;
    private PipelineEvents events;

    private Deployment(Path dir) {
        this.dir = dir;
    }

    static Deployment start(Path dir, Map<String, String> settings) throws Exception {
        Deployment deployment = new Deployment(Files.createDirectories(dir));
        try {
            deployment.startAll(settings);
            return deployment;
        } catch (Exception | Error e) {
            deployment.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        started.push(closeable);
        return closeable;
    }

    private void startAll(Map<String, String> settings) throws Exception {
        kafka = opened(RealKafka.start(dir.resolve("kafka")));
        registry = opened(Apicurio.start(dir.resolve("registry")));
        store = opened(Store.start(dir));
        database = opened(DatabaseServer.serve("chinook", "res:chinook"));
        environment.putAll(settings);
        environment.putAll(store.environment());
        environment.put("ROWMILL_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("ROWMILL_REGISTRY_URL", registry.url());
        environment.put("ROWMILL_WORK_DIR", dir.resolve("work").toString());
        environment.put("ROWMILL_SECRET_CHINOOK_USER", "CHINOOK");
        environment.put("ROWMILL_SECRET_CHINOOK_PASSWORD", "CHINOOK");
        environment.put("ROWMILL_SECRET_CHINOOK_URL", database.url());
        for (var instance : INSTANCES.entrySet()) {
            String heap = instance.getValue().equals("trainer") ? "320m" : "256m";
            services.put(
                    instance.getKey(),
                    opened(ServiceProcess.start(instance.getValue(), instance.getKey(), heap, commandLine())));
        }
        services.values().forEach(ServiceProcess::awaitReady);
        events = opened(PipelineEvents.follow(kafka.bootstrapServers(), registry.url()));
    }

    /** Reaches this deployment, as its services do. */
    Rowmill commandLine() {
        return new Rowmill(dir).with(environment);
    }

    RealKafka kafka() {
        return kafka;
    }

    Apicurio registry() {
        return registry;
    }

    Store store() {
        return store;
    }

    PipelineEvents events() {
        return events;
    }

    String databaseUrl() {
        return database.url();
    }

    /** @param name {@code trainer-2} */
    ServiceProcess service(String name) {
        return services.get(name);
    }

    void awaitReady() {
        services.values().forEach(ServiceProcess::awaitReady);
    }

    /** What a sample's manifest says, read as any client of the store reads. */
    JsonNode sampleManifest(String sampleId) throws IOException {
        Connection reader = new Connection(
                kafka.bootstrapServers(),
                registry.url(),
                store.endpoint(),
                store.bucket(),
                Optional.of(new Connection.Credentials(store.accessKey(), store.secretKey())),
                Map.of(),
                Map.of());
        ObjectStore objects = ObjectStores.s3(reader.settings(dir).s3());
        try (InputStream in = objects.open("samples/" + sampleId + "/manifest.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
