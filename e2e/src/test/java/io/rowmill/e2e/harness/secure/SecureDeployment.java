package io.rowmill.e2e.harness.secure;

import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Broker, registry and store behind TLS and passwords, and the five services as processes, each as a user of its own. */
public final class SecureDeployment implements AutoCloseable {
    public static final String CLIENT = "client";
    public static final String REGISTRY_PASSWORD = "registry-password-3c1f";
    public static final String S3_SECRET = "s3-secret-key-77aa0b";
    private static final String S3_ACCESS = "rowmill-access";
    private static final List<String> SERVICES = List.of("ingest", "preprocess", "linkage", "trainer", "sampler");

    private final Path dir;
    private final Certificates certificates;
    private final SecureKafka kafka;
    private final SecureRegistry registry;
    private final SecureStore store;
    private final List<ServiceProcess> services = new ArrayList<>();

    /** Without services yet. */
    public SecureDeployment(Path dir) throws Exception {
        this.dir = Files.createDirectories(dir);
        certificates = Certificates.make(dir);
        Map<String, String> passwords = Stream.concat(SERVICES.stream(), Stream.of(CLIENT))
                .collect(Collectors.toMap(user -> user, SecureDeployment::password));
        kafka = SecureKafka.start(dir.resolve("kafka"), certificates, passwords);
        registry = SecureRegistry.start(kafka.operatorAddress(), certificates, "registrar", REGISTRY_PASSWORD);
        store = SecureStore.start(dir.resolve("s3"), certificates, S3_ACCESS, S3_SECRET);
    }

    /** Password of a user of the broker. */
    public static String password(String user) {
        return "kafka-password-of-" + user + "-5e2d";
    }

    /** Every password there is. */
    public static List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(REGISTRY_PASSWORD, S3_SECRET));
        Stream.concat(SERVICES.stream(), Stream.of(CLIENT))
                .map(SecureDeployment::password)
                .forEach(secrets::add);
        return secrets;
    }

    /**
     * Starts all five and waits until they are ready.
     *
     * @param ingest further settings of the ingest service
     */
    public void startServices(Map<String, String> ingest) throws IOException {
        for (String service : SERVICES) {
            Map<String, String> settings = new HashMap<>(environment(service, password(service)));
            settings.put("QUARKUS_LOG_CATEGORY__IO_ROWMILL__LEVEL", "DEBUG");
            settings.put("QUARKUS_LOG_CATEGORY__ORG_APACHE_KAFKA__LEVEL", "INFO");
            settings.putAll(service.equals("ingest") ? ingest : Map.of());
            services.add(ServiceProcess.start(service, settings, dir));
        }
        services.forEach(ServiceProcess::awaitReady);
    }

    public List<ServiceProcess> services() {
        return Collections.unmodifiableList(services);
    }

    /** The command line, as the broker's user {@code client} unless told otherwise. */
    public Rowmill commandLine(Map<String, String> changes) throws IOException {
        Map<String, String> settings = new HashMap<>(environment(CLIENT, password(CLIENT)));
        settings.put("JAVA_OPTS", settings.remove("JAVA_TOOL_OPTIONS"));
        settings.putAll(changes);
        return new Rowmill(dir).with(settings);
    }

    /** Passwords in files, everything else in variables: for clients; services have all in variables. */
    public Map<String, String> environment(String user, String password) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "ROWMILL_KAFKA_BOOTSTRAP_SERVERS",
                kafka.clientAddress(),
                "ROWMILL_KAFKA_CLIENT_SECURITY_PROTOCOL",
                "SASL_SSL",
                "ROWMILL_KAFKA_CLIENT_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "ROWMILL_REGISTRY_URL",
                registry.url(),
                "ROWMILL_REGISTRY_CLIENT_BASIC_AUTH_CREDENTIALS_SOURCE",
                "USER_INFO",
                "ROWMILL_S3_ENDPOINT",
                store.endpoint(),
                "ROWMILL_S3_ACCESS_KEY",
                S3_ACCESS,
                "ROWMILL_S3_SECRET_KEY",
                S3_SECRET));
        all.put(
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore=" + certificates.trustStore() + " -Djavax.net.ssl.trustStorePassword="
                        + Certificates.PASSWORD);
        Map<String, String> kafkaSettings = Map.of(
                "ssl.truststore.location", certificates.trustStore().toString(),
                "ssl.truststore.password", Certificates.PASSWORD,
                "sasl.jaas.config", login(user, password));
        Map<String, String> registrySettings = Map.of(
                "schema.registry.ssl.truststore.location",
                certificates.trustStore().toString(),
                "schema.registry.ssl.truststore.password",
                Certificates.PASSWORD,
                "basic.auth.user.info",
                "registrar:" + REGISTRY_PASSWORD);
        if (user.equals(CLIENT)) {
            all.put("ROWMILL_KAFKA_CLIENT_FILE", file("kafka-" + password.hashCode(), kafkaSettings));
            all.put("ROWMILL_REGISTRY_CLIENT_FILE", file("registry", registrySettings));
        } else {
            kafkaSettings.forEach((key, value) -> all.put(variable("ROWMILL_KAFKA_CLIENT_", key), value));
            registrySettings.forEach((key, value) -> all.put(variable("ROWMILL_REGISTRY_CLIENT_", key), value));
        }
        return all;
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private static String variable(String prefix, String key) {
        return prefix + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
    }

    private String file(String name, Map<String, String> settings) throws IOException {
        Path file = secretsDir().resolve(name + ".properties");
        Files.writeString(
                file,
                settings.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("\n")));
        return file.toString();
    }

    /** Where clients have their passwords. */
    public Path secretsDir() throws IOException {
        return Files.createDirectories(dir.resolve("client-secrets"));
    }

    /** For whoever may do everything. */
    public String operatorAddress() {
        return kafka.operatorAddress();
    }

    @Override
    public void close() throws IOException {
        services.forEach(ServiceProcess::close);
        store.close();
        registry.close();
        kafka.close();
    }
}
