package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.DatabaseServer;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ShopFiles;
import io.rowmill.e2e.harness.Up;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.FileRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request is said at once, in sentences, with the exit code that says whose turn it is, and nothing stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsE2E {
    private static final int REJECTED = 2;
    private static final int FAILED = 1;

    private Path dir;
    private DatabaseServer database;
    private Up up;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        dir = home;
        database =
                DatabaseServer.start("CREATE USER reader PASSWORD 'right'", "CREATE TABLE hidden (id INT PRIMARY KEY)");
        Map<String, String> environment = Map.of(
                "ROWMILL_KAFKA_COMPRESSION", "zstd",
                "ROWMILL_INGEST_RETRY_DEADLINE", "2s",
                "ROWMILL_SECRET_READER_USER", "READER",
                "ROWMILL_SECRET_READER_PASSWORD", "right",
                "ROWMILL_SECRET_READER_URL", database.url(),
                "ROWMILL_SECRET_WRONG_USER", "READER",
                "ROWMILL_SECRET_WRONG_PASSWORD", "hunter2",
                "ROWMILL_SECRET_WRONG_URL", database.url());
        up = Up.start(new Rowmill(dir).with(environment), dir.resolve("data"));
    }

    @AfterAll
    void stop() throws Exception {
        up.close();
        database.close();
    }

    @ParameterizedTest
    @MethodSource("io.rowmill.e2e.Mistake#all")
    void isToldInSentences(Mistake mistake) throws Exception {
        // Given
        Path shop = mistake.make()
                .apply(ShopFiles.write(Files.createTempDirectory(dir, "shop")))
                .folder();

        // When
        Rowmill.Result result = fit(shop, mistake.options().toArray());

        // Then
        assertEnds(result, REJECTED, mistake.said());
    }

    @Test
    void tablesWithNoRowOrOneRowWorkWithAWarning() throws Exception {
        // Given
        Path shop = ShopFiles.write(Files.createTempDirectory(dir, "shop"))
                .write("customer.csv", "id,age,joined\n1,30,2020-01-01\n")
                .write("sale.csv", "nr,customer,amount\n")
                .folder();

        // When
        Rowmill.Result result = fit(shop, "--set", "epochs=1");

        // Then
        assertThat(result.exits(0).err()).contains("Table customer has one row", "Table sale has no row");
    }

    @Test
    void aDatabaseThatRefusesIsToldWithoutItsPassword() throws Exception {
        assertEnds(fit(database.url(), "--secret", "wrong"), REJECTED, List.of("refuses the user or the password"));
    }

    @Test
    void aTableThatTheUserMayNotReadIsNamed() throws Exception {
        // Given
        Path metadata = Files.writeString(
                dir.resolve("hidden.json"),
                "{\"tables\": {\"HIDDEN\": {\"columns\": {\"ID\": {\"sdtype\": \"id\"}}}}}");

        // When / Then
        assertEnds(
                fit(database.url(), "--secret", "reader", "--schema", "PUBLIC", "--metadata", metadata),
                REJECTED,
                List.of("no table that this user can see"));
    }

    @Test
    void aSecretForAnotherDatabaseIsNotSentThere() throws Exception {
        assertEnds(
                fit("jdbc:hsqldb:hsql://127.0.0.1:1/other", "--secret", "reader"),
                REJECTED,
                List.of("ROWMILL_SECRET_READER are not for this database"));
    }

    @Test
    void aDatabaseThatNobodyReachesIsAFailure() throws Exception {
        // Given
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        // When / Then
        assertEnds(
                fit("jdbc:postgresql://127.0.0.1:" + port + "/shop"),
                FAILED,
                List.of("cannot be reached: check that it runs"));
    }

    @ParameterizedTest
    @CsvSource({
        "?targetServerType=foo, refuses the JDBC URL's parameter 'targetServerType'",
        "?ssl=true, 'does not speak TLS, which the JDBC URL demands'"
    })
    void aUrlThatCanNeverWorkIsRejectedAndNotTriedAgain(String parameters, String said) throws Exception {
        // Given: a PostgreSQL server without TLS, as far as a driver asks
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[8]);
                    client.getOutputStream().write('N');
                } catch (IOException e) {
                    // Nobody came.
                }
            });
            answers.start();

            // When / Then
            assertEnds(
                    fit("jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/x" + parameters),
                    REJECTED,
                    List.of(said));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:DIR/made", "hsql:DIR/../made", "hsql:./made", "hsql:made"})
    void aSourceThatReadsLocalFilesIsNotAllowed(String place) throws Exception {
        // Given
        String url = "jdbc:hsqldb:" + place.replace("DIR", dir.toString());

        // When / Then
        assertEnds(fit(url), REJECTED, List.of("rowmill.ingest.jdbc-allow"));
        assertThat(dir.toFile().list()).noneMatch(name -> name.startsWith("made"));
        assertThat(Path.of("hsql:made.script")).doesNotExist();
    }

    @Test
    void aModelOrACommandThatIsNotThereIsNamed() throws Exception {
        assertThat(up.run("sample", "nobody").exits(REJECTED).err()).contains("nobody", "rowmill models");
        assertThat(new Rowmill(dir).run("smaple").exits(REJECTED).err()).contains("smaple", "sample");
    }

    @Test
    void aTopicThatTakesNoRowEndsTheSampleWithKafkasReason() throws Exception {
        // Given
        Path shop = ShopFiles.write(Files.createTempDirectory(dir, "shop"))
                .metadata("\"primary_key\": \"nr\", ", "")
                .metadata("\"nr\": {\"sdtype\": \"id\"}, ", "\"nr\": {\"sdtype\": \"numerical\"}, ")
                .folder();
        up.run("fit", "--source", shop, "--name", "keyless", "--set", "epochs=1", "--follow")
                .exits(0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", up.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("compacted.sale", 4, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic("other.sale", 4, (short) 1).configs(Map.of("compression.type", "lz4")),
                            new NewTopic("narrow.sale", 4, (short) 1).configs(Map.of("max.message.bytes", "90"))))
                    .all()
                    .get();
        }

        // When
        Rowmill.Result compacted = up.run("sample", "keyless", "--follow", "--topic-prefix", "compacted");
        Rowmill.Result other =
                up.run("sample", "keyless", "--follow", "--topic-prefix", "other", "--compression", "gzip");
        Rowmill.Result unknown = up.run("sample", "keyless", "--follow", "--compression", "rar");
        Rowmill.Result narrow = up.run("sample", "keyless", "--follow", "--topic-prefix", "narrow");

        // Then
        assertThat(compacted.exits(REJECTED).err())
                .contains("Topic compacted.sale is compacted", "no primary key", "cleanup.policy");
        assertThat(other.exits(REJECTED).err()).contains("Topic other.sale keeps records by compression.type=lz4");
        assertThat(unknown.exits(REJECTED).err()).contains("one of gzip, zstd, lz4, snappy, none");
        assertThat(narrow.exits(FAILED).err())
                .contains("topic narrow.sale", "RecordTooLargeException", "max.message.bytes")
                .doesNotContain("\tat ");

        // When
        up.run("sample", "keyless", "--follow", "--topic-prefix", "squeezed", "--compression", "gzip")
                .exits(0);
        up.run("sample", "keyless", "--follow", "--topic-prefix", "sent").exits(0);

        // Then
        assertThat(compressions("squeezed.sale")).containsOnly(CompressionType.GZIP);
        assertThat(compressions("sent.sale")).containsOnly(CompressionType.ZSTD);
    }

    /** Of a topic's batches of rows, as they lie on the broker's disk. */
    private Set<CompressionType> compressions(String topic) throws Exception {
        Set<CompressionType> found = new HashSet<>();
        try (Stream<Path> files = Files.walk(dir.resolve("data"))) {
            for (Path file : files.filter(
                            f -> f.getParent().getFileName().toString().startsWith(topic + "-"))
                    .filter(f -> f.toString().endsWith(".log"))
                    .toList()) {
                try (FileRecords records = FileRecords.open(file.toFile(), false)) {
                    records.batches().forEach(batch -> {
                        if (!batch.isControlBatch()) {
                            found.add(batch.compressionType());
                        }
                    });
                }
            }
        }
        return found;
    }

    @Test
    void aPasswordInAUrlIsRefusedBeforeItIsPublished() throws Exception {
        // When
        Rowmill.Result result = fit("jdbc:postgresql://db/shop?user=me&password=hunter2");

        // Then
        assertThat(result.exits(REJECTED).err())
                .contains("ROWMILL_SOURCE_PASSWORD")
                .doesNotContain("hunter2");
        assertThat(result.out()).as("no run was begun").isEmpty();
    }

    @Test
    void aOneShotCommandThatIsRejectedLeavesNoFile() throws Exception {
        // Given
        Path shop = ShopFiles.write(Files.createTempDirectory(dir, "shop"))
                .append("sale.csv", "90,987654,1.5\n")
                .folder();

        // When
        Rowmill.Result result = new Rowmill(dir)
                .run("synthesize", "--source", shop, "--out", "out")
                .exits(REJECTED);

        // Then
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Table sale").doesNotContain("\tat ");
        assertThat(dir.resolve("out")).doesNotExist();
    }

    private Rowmill.Result fit(Object source, Object... options) throws Exception {
        Object[] command = {"fit", "--source", source, "--name", "bad", "--follow"};
        return up.run(
                Stream.concat(Arrays.stream(command), Arrays.stream(options)).toArray());
    }

    private void assertEnds(Rowmill.Result result, int code, List<String> said) throws Exception {
        assertThat(result.exits(code).err())
                .contains(said)
                .doesNotContain("hunter2")
                .doesNotContain("987654")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        Path rows = dir.resolve("data/s3/objects/rowmill/runs/" + result.lines().get(0) + "/data");
        Await.until("the run has left no row", Duration.ofSeconds(30), () -> !Files.exists(rows));
    }
}
