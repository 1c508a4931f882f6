package io.rowmill.e2e.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Broker, registry and store in one process, every service in its own, two trainers and two samplers among them. The services
 * reach the store through a way that can be cut.
 */
public final class Cluster implements AutoCloseable {
    /** Service of each instance. */
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
    private final Map<String, String> settings;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private Up up;
    private TcpProxy store;

    private Cluster(Path dir, Map<String, String> settings) {
        this.dir = dir;
        this.settings = settings;
    }

    /**
     * Starts all and waits until every service is ready.
     *
     * @param dir holds data, logs and what commands leave
     * @param settings environment variables of the services
     */
    public static Cluster start(Path dir, Map<String, String> settings) throws Exception {
        Cluster cluster = new Cluster(dir, settings);
        try {
            cluster.startAll();
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll() throws Exception {
        Map<String, String> off = new HashMap<>();
        INSTANCES.values().forEach(s -> off.put("ROWMILL_" + s.toUpperCase(Locale.ROOT) + "_ENABLED", "false"));
        up = Up.start(new Rowmill(dir).with(off), dir.resolve("data"));
        store = TcpProxy.to(up.s3Endpoint());
        for (var instance : INSTANCES.entrySet()) {
            services.put(instance.getKey(), service(instance.getValue(), instance.getKey()));
        }
        services.values().forEach(ServiceProcess::awaitReady);
    }

    private ServiceProcess service(String service, String name) throws IOException {
        Properties credentials = up.storeCredentials();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("ROWMILL_KAFKA_BOOTSTRAP_SERVERS", up.bootstrapServers());
        environment.put("ROWMILL_REGISTRY_URL", up.registryUrl());
        environment.put("ROWMILL_S3_ENDPOINT", store.endpoint());
        environment.put("ROWMILL_S3_ACCESS_KEY", credentials.getProperty("accessKey"));
        environment.put("ROWMILL_S3_SECRET_KEY", credentials.getProperty("secretKey"));
        // One for all: what two instances on one machine leave there must not collide.
        environment.put("ROWMILL_WORK_DIR", dir.resolve("work").toString());
        String heap = service.equals("trainer") ? "320m" : "256m";
        return ServiceProcess.start(service, name, heap, new Rowmill(dir).with(environment));
    }

    public Up up() {
        return up;
    }

    /** @param name {@code ingest}, {@code trainer-2} */
    public ServiceProcess service(String name) {
        return services.get(name);
    }

    public List<ServiceProcess> services() {
        return new ArrayList<>(services.values());
    }

    /** The services' way to the store. */
    public TcpProxy store() {
        return store;
    }

    /** Kills broker, registry and store, and starts them again on the same directory and ports. */
    public void crashBroker() throws IOException, InterruptedException {
        up.kill();
        up = up.again();
    }

    @Override
    public void close() throws Exception {
        services.values().parallelStream().forEach(ServiceProcess::close);
        if (store != null) {
            store.close();
        }
        if (up != null) {
            up.close();
        }
    }
}
