package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.FreePort;
import io.rowmill.e2e.harness.Leaks;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ServiceProcess;
import io.rowmill.e2e.harness.ShopDatabase;
import io.rowmill.e2e.harness.TcpProxy;
import io.rowmill.e2e.harness.secure.SecureDeployment;
import java.io.FileNotFoundException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.hsqldb.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run and a sample through TLS, SCRAM and access control everywhere, from a database with a password; and that neither a
 * password nor a value of the database's rows can be found anywhere afterwards.
 */
class SecureDeploymentE2E {
    private static final String JDBC_PASSWORD = "jdbc-password-91e4";
    private static final List<String> CELLS =
            List.of("marker.person@secret.example", "ID-MARKER-7734", "a note nobody else may ever read 4711");
    /** Cells whose shape is the cell itself, or tells what only one row holds. */
    private static final List<String> SYMBOLS = List.of("§§¤¤§§", "***--***", "{~~<~~}");

    private static final String RARE_SHAPE = "aaaa: -- «aaaaa», aa! <99>";
    private static final String WRONG_PASSWORD = "not-the-password-0d0d";

    @TempDir
    private static Path dir;

    private static Server database;
    private static String url;
    private static SecureDeployment deployment;

    @BeforeAll
    static void start() throws Exception {
        database = new Server();
        database.setSilent(true);
        database.setLogWriter(null);
        database.setErrWriter(null);
        database.setAddress("127.0.0.1");
        int port = FreePort.next();
        database.setPort(port);
        database.setDatabaseName(0, "shop");
        database.setDatabasePath(0, "mem:secure-shop;user=reader;password=" + JDBC_PASSWORD);
        database.start();
        url = "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/shop";
        fill();
        deployment = new SecureDeployment(dir.resolve("deployment"));
        deployment.startServices(Map.of(
                "ROWMILL_SECRET_SHOP_DB_USER", "reader",
                "ROWMILL_SECRET_SHOP_DB_PASSWORD", JDBC_PASSWORD,
                "ROWMILL_SECRET_SHOP_DB_URL", url));
    }

    private static void fill() throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "reader", JDBC_PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE customer (customer_no VARCHAR(20) PRIMARY KEY, email VARCHAR(60), note VARCHAR(80),"
                            + " level VARCHAR(10), balance DECIMAL(8,2), phone VARCHAR(20), remark VARCHAR(20))");
            statement.execute("CREATE TABLE purchase (id INT PRIMARY KEY, customer_no VARCHAR(20) REFERENCES customer,"
                    + " quantity INT)");
            try (PreparedStatement customer =
                            connection.prepareStatement("INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?)");
                    PreparedStatement purchase = connection.prepareStatement("INSERT INTO purchase VALUES (?, ?, ?)")) {
                for (int i = 0; i < 80; i++) {
                    boolean marked = i == 40;
                    String key = marked ? CELLS.get(1) : "ID-PLAIN-" + (1000 + i);
                    customer.setString(1, key);
                    customer.setString(2, marked ? CELLS.get(0) : "user" + i + "@example.com");
                    customer.setString(3, marked ? CELLS.get(2) : note(i));
                    customer.setString(4, i % 3 == 0 ? "gold" : "basic");
                    customer.setBigDecimal(5, BigDecimal.valueOf(i * 37L % 1000, 2));
                    customer.setString(6, i == 43 ? SYMBOLS.get(1) : "030/" + (1000 + i));
                    customer.setString(7, i == 44 ? SYMBOLS.get(2) : "r" + (1000 + i));
                    customer.execute();
                    purchase.setInt(1, i);
                    purchase.setString(2, key);
                    purchase.setInt(3, 1 + i % 9);
                    purchase.execute();
                }
            }
        }
    }

    private static String note(int row) {
        return switch (row) {
            case 41 -> SYMBOLS.get(0);
            case 42 -> "soll: -- «nicht», ab! <42>";
            default -> "note number " + row + " is about nothing at all";
        };
    }

    @AfterAll
    static void stop() throws Exception {
        if (deployment != null) {
            deployment.close();
        }
        database.stop();
    }

    @Test
    void aRunAndASamplePassAndLeaveNeitherPasswordsNorCellsBehind() throws Exception {
        // Given
        Path metadata = Files.writeString(dir.resolve("metadata.json"), METADATA);
        Rowmill client = deployment.commandLine(Map.of());

        // When
        client.run(
                        "fit",
                        "--source",
                        url,
                        "--schema",
                        "PUBLIC",
                        "--secret",
                        "shop-db",
                        "--metadata",
                        metadata,
                        "--name",
                        "shop",
                        "--set",
                        "epochs=2",
                        "--follow")
                .exits(0);
        Path out = dir.resolve("synthetic");
        client.run("sample", "shop", "--scale", "2", "--out", out).exits(0);

        mayOnlyBeLookedAt("sampler", "elsewhere.CUSTOMER");
        Rowmill.Result elsewhere = client.run("sample", "shop", "--follow", "--topic-prefix", "elsewhere");

        // Then
        assertThat(elsewhere.exits(2).err()).contains("elsewhere.CUSTOMER").doesNotContain("\tat ");
        DatabaseFiles.read(out, metadata).assertPrimaryKeysAreUnique().assertForeignKeysResolve();
        Map<String, String> needles = new HashMap<>();
        SecureDeployment.secrets().forEach(secret -> needles.put(secret, "a password"));
        needles.put(JDBC_PASSWORD, "the database's password");
        CELLS.forEach(cell -> needles.put(cell, "a cell"));
        SYMBOLS.forEach(cell -> needles.put(cell, "a cell of symbols"));
        needles.put(RARE_SHAPE, "the shape of one row's text");
        needles.put(": -- «", "punctuation of one row's text");
        Leaks leaks = search(needles);
        for (ServiceProcess service : deployment.services()) {
            assertThat(service.log().lines().filter(line -> line.matches(".* (WARN|ERROR) .*clientId=.*")))
                    .as("warnings of Kafka's clients in " + service.name())
                    .isEmpty();
            leaks.search(Files.readString(Path.of("/proc/" + service.pid() + "/cmdline")), "a command line");
            leaks.search(service.http("/q/metrics") + service.http("/q/health"), "an answer of the HTTP port");
            assertThat(service.log()).as("clients log what they were told").contains("sasl.jaas.config = [hidden]");
        }
        assertThat(leaks.found()).isEmpty();
        assertThat(leaks.searched()).containsKeys("topic rowmill.models.v1", "topic __consumer_offsets");
        assertThat(search(Map.of("BALANCE", "a column's name")).found())
                .as("what may be there is found in events, objects and exported files")
                .anyMatch(place -> place.contains("topic rowmill.training-requests.v1"))
                .anyMatch(place -> place.contains("deployment/s3/rowmill/models/"))
                .anyMatch(place -> place.contains("synthetic/CUSTOMER.csv"));
    }

    private static void mayOnlyBeLookedAt(String user, String topic) throws Exception {
        ResourcePattern all =
                new ResourcePattern(ResourceType.TOPIC, topic.replaceAll("\\..*", "."), PatternType.PREFIXED);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.operatorAddress()))) {
            admin.createAcls(Stream.of(AclOperation.DESCRIBE, AclOperation.CREATE)
                            .map(right -> new AclBinding(
                                    all, new AccessControlEntry("User:" + user, "*", right, AclPermissionType.ALLOW)))
                            .toList())
                    .all()
                    .get();
            admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1))).all().get();
        }
    }

    @Test
    void aServiceWhoseStoreIsAwayWaitsAndSaysWhy() throws Exception {
        // Given
        Map<String, String> environment = deployment.environment("trainer", SecureDeployment.password("trainer"));
        TcpProxy way = TcpProxy.to(environment.get("ROWMILL_S3_ENDPOINT"));
        way.cut();
        Map<String, String> cut = new HashMap<>(environment);
        cut.put("ROWMILL_S3_ENDPOINT", way.endpoint().replace("http:", "https:"));
        Path own = Files.createDirectories(dir.resolve("cut"));

        try (way;
                ServiceProcess service = ServiceProcess.start("trainer", cut, own)) {
            // When
            Await.until("it answers", Duration.ofSeconds(60), () -> service.health("/q/health/ready")
                    .contains("trainer"));

            // Then
            assertThat(service.health("/q/health/ready")).contains("DOWN", "object store", "ROWMILL_S3_ENDPOINT");
            assertThat(service.health("/q/health/live")).contains("UP").doesNotContain("DOWN");
            assertThat(service.http("/q/metrics")).contains("rowmill_service_ready{service=\"trainer\"} 0.0");
            assertThat(service.log()).contains("Not ready: The object store").doesNotContain("\tat ");

            // When
            way.mend();

            // Then
            service.awaitReady();
        }
    }

    private static Leaks search(Map<String, String> needles) throws Exception {
        Leaks leaks = new Leaks(needles);
        leaks.searchTopics(deployment.operatorAddress());
        leaks.searchFiles(dir, deployment.secretsDir(), dir.resolve("deployment/kafka"));
        return leaks;
    }

    @Test
    void aServiceAnswersHealthAndMetricsAndNothingElse() throws Exception {
        ServiceProcess service = deployment.services().get(0);
        assertThat(service.http("/q/health")).contains("UP");
        assertThat(service.http("/q/metrics")).contains("rowmill_");
        for (String path :
                List.of("/", "/q", "/q/dev-ui", "/q/dev-v1", "/q/arc/beans", "/q/openapi", "/q/info", "/../etc")) {
            assertThatThrownBy(() -> service.http(path)).as(path).isInstanceOf(FileNotFoundException.class);
        }
    }

    @Test
    void aWrongPasswordIsOneSentence() throws Exception {
        // Given
        Map<String, String> wrong = deployment.environment(SecureDeployment.CLIENT, WRONG_PASSWORD);
        String file = wrong.get("ROWMILL_KAFKA_CLIENT_FILE");
        Path shop = ShopDatabase.write(dir.resolve("files"));

        // When
        Rowmill.Result models = deployment
                .commandLine(Map.of("ROWMILL_KAFKA_CLIENT_FILE", file))
                .run("models")
                .exits(1);
        Rowmill.Result store = deployment
                .commandLine(Map.of("ROWMILL_S3_SECRET_KEY", WRONG_PASSWORD))
                .run("fit", "--source", shop)
                .exits(1);
        Path registryFile = Files.writeString(
                deployment.secretsDir().resolve("wrong-registry.properties"),
                Files.readString(deployment.secretsDir().resolve("registry.properties"))
                        .replace(SecureDeployment.REGISTRY_PASSWORD, WRONG_PASSWORD));
        Rowmill.Result registry = deployment
                .commandLine(Map.of("ROWMILL_REGISTRY_CLIENT_FILE", registryFile.toString()))
                .run("fit", "--source", shop)
                .exits(1);

        // Then
        assertThat(models.err()).contains("Kafka").contains("credentials");
        assertThat(store.err()).contains("object store").contains("key");
        assertThat(registry.err()).contains("registry").contains("credentials");
        for (Rowmill.Result result : List.of(models, store, registry)) {
            assertThat(result.err().lines().filter(line -> line.startsWith("rowmill: ")))
                    .hasSize(1);
            assertThat(result.err()).doesNotContain("\tat ").doesNotContain(WRONG_PASSWORD);
        }
    }

    @Test
    void aServiceWithAWrongPasswordWaitsAndSaysWhy() throws Exception {
        // Given
        Map<String, String> wrong = deployment.environment("linkage", WRONG_PASSWORD);
        Path own = Files.createDirectories(dir.resolve("wrong"));

        // When
        try (ServiceProcess service = ServiceProcess.start("linkage", wrong, own)) {
            Await.until("it answers", Duration.ofSeconds(60), () -> service.health("/q/health/ready")
                    .contains("linkage"));

            // Then
            assertThat(service.health("/q/health/ready")).contains("DOWN", "Kafka at", "refuses these credentials");
            assertThat(service.health("/q/health/live")).contains("UP").doesNotContain("DOWN");
            assertThat(service.log())
                    .contains("Not ready: Kafka at")
                    .doesNotContain("\tat ")
                    .doesNotContain(WRONG_PASSWORD);
        }
    }

    private static final String METADATA =
            """
            {
              "METADATA_SPEC_VERSION": "V1",
              "tables": {
                "CUSTOMER": {
                  "primary_key": "CUSTOMER_NO",
                  "columns": {
                    "CUSTOMER_NO": {"sdtype": "id"}, "EMAIL": {"sdtype": "email", "pii": true},
                    "NOTE": {"sdtype": "text"}, "LEVEL": {"sdtype": "categorical"}, "BALANCE": {"sdtype": "numerical"},
                    "PHONE": {"sdtype": "phone_number", "pii": true}, "REMARK": {"sdtype": "unknown"}
                  }
                },
                "PURCHASE": {
                  "primary_key": "ID",
                  "columns": {
                    "ID": {"sdtype": "id"}, "CUSTOMER_NO": {"sdtype": "id"}, "QUANTITY": {"sdtype": "numerical"}
                  }
                }
              },
              "relationships": [
                {"parent_table_name": "CUSTOMER", "parent_primary_key": "CUSTOMER_NO",
                 "child_table_name": "PURCHASE", "child_foreign_key": "CUSTOMER_NO"}
              ]
            }
            """;
}
