package io.rowmill.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds deploy/compose.yaml to the services and to their configuration. */
class ComposeFileTest {
    private static final List<String> SERVICES = List.of("ingest", "preprocess", "linkage", "trainer", "sampler");
    private static final Set<String> CREDENTIALS =
            Set.of("ROWMILL_SOURCE_USER", "ROWMILL_SOURCE_PASSWORD_FILE", "ROWMILL_SOURCE_URL");
    /** Where Quarkus reads the keys of the store. */
    private static final String SECRETS = "QUARKUS_CONFIG_LOCATIONS";

    private final Map<String, Map<String, Object>> services = read();

    @Test
    void everyServiceHasItsEntryAndIsBuiltFromItsOwnJar() {
        for (String service : SERVICES) {
            Map<String, Object> build = map(services.get(service).get("build"));
            assertThat(map(build.get("args"))).as(service).containsEntry("SERVICE", service);
            assertThat(Pages.path(service + "-service/pom.xml")).exists();
            assertThat(Pages.path("deploy/" + build.get("context") + "/" + build.get("dockerfile")))
                    .exists();
        }
    }

    @Test
    void everyVariableOfAServiceIsAKeyOfItsConfiguration() {
        // Given
        Set<String> known = ConfigKeys.defaults().keySet().stream()
                .map(ConfigKeys::environmentVariable)
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(CREDENTIALS);
        known.add(SECRETS);

        // Then
        for (String service : SERVICES) {
            assertThat(known).as(service).containsAll(environment(service).keySet());
        }
    }

    @Test
    void everyServiceIsToldWhereBrokerRegistryAndStoreAre() {
        for (String service : SERVICES) {
            assertThat(environment(service))
                    .as(service)
                    .containsEntry("ROWMILL_KAFKA_BOOTSTRAP_SERVERS", "kafka:19092")
                    .containsEntry("ROWMILL_REGISTRY_URL", "http://registry:8081")
                    .containsEntry("ROWMILL_S3_ENDPOINT", "http://s3:80")
                    .containsEntry(SECRETS, "/run/secrets/rowmill.properties");
        }
    }

    @Test
    void everyForeignImageIsNamedByAVariableThatCanPinIt() throws IOException {
        // Given
        String base = Pages.read("deploy/Containerfile")
                .lines()
                .filter(line -> line.startsWith("ARG BASE="))
                .findFirst()
                .orElseThrow()
                .substring("ARG BASE=".length());
        Set<String> pinned = new TreeSet<>(Set.of("${ROWMILL_BASE_IMAGE:-" + base + "}"));

        // When
        services.values()
                .forEach(service -> pinned.add(
                        service.containsKey("build")
                                ? map(map(service.get("build")).get("args"))
                                        .get("BASE")
                                        .toString()
                                : service.get("image").toString()));

        // Then: as deploy/digests.sh looks for them
        assertThat(pinned)
                .hasSize(1 + services.size() - SERVICES.size())
                .allMatch(image -> image.matches("\\$\\{[A-Z0-9_]+_IMAGE:-[a-z.]+/[^:}]+:[^}]+}"));
    }

    @Test
    void noEnvironmentHoldsASecret() {
        for (Map<String, Object> service : services.values()) {
            assertThat(map(service.getOrDefault("environment", Map.of())).keySet())
                    .noneMatch(name ->
                            name.endsWith("_PASSWORD") || name.endsWith("_KEY") || name.endsWith("_CREDENTIAL"));
        }
    }

    @Test
    void everyContainerHasALimitOfMemoryAndEveryServiceAHealthCheck() {
        services.forEach((name, service) -> assertThat(service).as(name).containsKey("mem_limit"));
        SERVICES.forEach(name -> assertThat(services.get(name)).as(name).containsKey("healthcheck"));
    }

    @Test
    void prometheusScrapesEveryService() throws IOException {
        assertThat(Pages.read("deploy/prometheus.yaml"))
                .contains("names: [" + String.join(", ", SERVICES) + "]", "metrics_path: /q/metrics");
    }

    @Test
    void onlyLoopbackAddressesArePublished() {
        assertThat(services.values())
                .flatExtracting(s -> (List<?>) s.getOrDefault("ports", List.of()))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
    }

    @Test
    void theContainerFileCopiesWhatTheBuildMakes() throws IOException {
        String file = Pages.read("deploy/Containerfile");
        for (String part : List.of("lib/boot/", "lib/main/", "quarkus/", "quarkus-run.jar", "app/")) {
            assertThat(file).contains("COPY ${SERVICE}-service/target/quarkus-app/" + part);
        }
        // The one that every builder reads: at the root of the context.
        for (String service : SERVICES) {
            assertThat(Pages.read(".dockerignore")).contains("!" + service + "-service/target/quarkus-app\n");
        }
    }

    private Map<String, Object> environment(String service) {
        return map(services.get(service).get("environment"));
    }

    private static Map<String, Map<String, Object>> read() {
        try {
            Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            Map<String, Object> file = map(yaml.load(Files.readString(Pages.path("deploy/compose.yaml"))));
            Map<String, Map<String, Object>> services = new HashMap<>();
            map(file.get("services")).forEach((name, service) -> services.put(name, map(service)));
            return services;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
