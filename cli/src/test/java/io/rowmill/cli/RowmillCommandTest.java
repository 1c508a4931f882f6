package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.cli.app.ServiceHost;
import io.rowmill.core.metadata.Constraint;
import io.rowmill.core.metadata.MetadataFindings;
import io.rowmill.core.metadata.MetadataJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowmillCommandTest {
    private static final ServiceHost NO_SERVICES = (configuration, body) -> {
        throw new AssertionError("no service is needed here");
    };

    @TempDir
    private Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path data;

    @BeforeEach
    void aFolderWithOneTable() throws IOException {
        data = Files.createDirectory(dir.resolve("data"));
        Files.writeString(data.resolve("people.csv"), "id,age\n1,30\n2,40\n3,50\n");
        Files.write(data.resolve("latin1.json"), new byte[] {'{', (byte) 0xfc, '}'});
    }

    private int run(String... args) {
        Console console = new Console(print(out), print(err), 0);
        return RowmillCommand.execute(new CliContext(console, NO_SERVICES, Map.of("HOME", dir.toString())), args);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "synthesize",
                "detect",
                "fit",
                "sample",
                "impute",
                "runs",
                "run",
                "models",
                "model",
                "cancel",
                "dlq",
                "dlq list",
                "dlq show",
                "dlq replay",
                "settings"
            })
    void everyCommandHasHelpOnStdout(String command) {
        // When
        int code = run((command + " --help").split(" "));

        // Then
        assertThat(code).isZero();
        assertThat(out()).contains("Usage: rowmill " + command);
        assertThat(err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "fit",
                "synthesize --source DATA",
                "synthesize --source DATA --out OUT --scale many",
                "synthesize --source DATA --out OUT --scale 0",
                "synthesize --source DATA --out OUT --set epochs",
                "synthesize --source DATA --out OUT --seed 1 --set seed=2",
                "synthesize --source DATA/nowhere --out OUT",
                "synthesize --source DATA --out OUT --metadata DATA/nowhere.json",
                "synthesize --source DATA --out OUT --metadata DATA/latin1.json",
                "synthesize --source jdbc:mysql://db/shop --out OUT --driver-jar DATA/nowhere.jar",
                "detect --source jdbc:mysql://db/shop",
                "fit --source jdbc:postgresql://me:hunter2@db/shop",
                "fit --source jdbc:postgresql://db/shop?password=hunter2",
                "fit --source DATA --name ../up",
                "sample",
                "impute people --source DATA",
                "impute people --source DATA --out OUT --top-p 2",
                "dlq show nonsense",
                "dlq show rowmill.fit-reqests.v1@1",
                "dlq list --topic nonsense",
                "dlq replay",
                "dlq replay --all fit-requests@1",
                "up --port-offset -1",
                "demo --database nonsense"
            })
    void wrongUsageEndsWithTwoAndSaysWhy(String line) {
        // When
        int code = run(line.replace("DATA", data.toString())
                .replace("OUT", dir.resolve("out").toString())
                .split(" "));

        // Then
        assertThat(code).isEqualTo(ExitCodes.REJECTED);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("rowmill: ").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "synthesize --source DATA --out OUT --scale \uff12",
                "synthesize --source DATA --out OUT --seed \uff12",
                "synthesize --source DATA --out OUT --seed 0x10",
                "synthesize --source DATA --out OUT --seed 99999999999999999999",
                "sample shop --rows customer=\uff11\uff12",
                "runs --port-offset \u0661"
            })
    void digitsOfOtherScriptsAreRefusedInASentence(String line) {
        // When
        int code = run(line.replace("DATA", data.toString())
                .replace("OUT", dir.resolve("out").toString())
                .split(" "));

        // Then
        assertThat(code).isEqualTo(ExitCodes.REJECTED);
        assertThat(err()).contains("in digits 0 to 9 that fits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs --port-offset 70000",
                "up --port-offset 56001",
                "runs --registry-url localhost:8081",
                "runs --registry-url http://localhost:8081,foo",
                "runs --s3-endpoint foo"
            })
    void anAddressThatIsNoneIsToldAtOnceAndNotTriedAgain(String line) {
        // When
        int code = run(line.split(" "));

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err())
                .startsWith("rowmill: The ")
                .containsAnyOf("port offset must be", "is not a URL: write http")
                .hasLineCount(1);
    }

    @Test
    void syntheticFilesDoNotReplaceTheRealOnes() throws IOException {
        // When: by another name of the same folder
        int code = run("synthesize", "--source", data.toString(), "--out", data + "/../data");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err()).contains("would replace the real ones");
        assertThat(data.resolve("people.csv")).hasContent("id,age\n1,30\n2,40\n3,50\n");
    }

    @Test
    void filesThatCannotBeWrittenInTheEndAreRefusedAtTheBeginning() {
        // When
        int code = run("synthesize", "--source", data.toString(), "--out", data + "/people.csv/out");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err()).contains("Cannot write to");
    }

    @Test
    void withoutABrokerAClientCommandEndsWithOne() throws IOException {
        // Given
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        // When
        int code = run("runs", "--bootstrap-servers", "127.0.0.1:" + port);

        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err()).contains("No Kafka broker answers at 127.0.0.1:" + port);
    }

    @Test
    void aPortThatIsTakenEndsWithOneBeforeAnythingStarts() throws IOException {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int offset = taken.getLocalPort() - 8081;

            // When
            int code = run("up", "--data-dir", dir.resolve("up").toString(), "--port-offset", "" + offset);

            // Then
            assertThat(code).isEqualTo(ExitCodes.FAILED);
            assertThat(err())
                    .contains("Port " + taken.getLocalPort()
                            + " is in use by another program, and the schema registry needs")
                    .contains("--port-offset");
            assertThat(dir.resolve("up/kafka")).doesNotExist();
        }
    }

    @Test
    void whatCannotBeWrittenIsToldInASentence() throws IOException {
        // Given
        Path directory = Files.createDirectory(dir.resolve("taken"));

        // When
        int code = run("detect", "--source", data.toString(), "--out", directory.toString());

        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err())
                .contains("File " + directory + " can't be read or written: Is a directory.")
                .doesNotContain("\tat ");
    }

    @Test
    void settingsAreListedWithTypeAndDefault() {
        // When
        int code = run("settings");

        // Then
        assertThat(code).isZero();
        assertThat(out()).containsPattern("epochs +integer +300").containsPattern("nullStrategy +choice +MODEL");
    }

    @Test
    void detectedMetadataGoToStdoutAlone() {
        // When
        int code = run("detect", "--source", data.toString());

        // Then
        assertThat(code).isZero();
        assertThat(out()).startsWith("{").contains("\"people\"", "\"age\"");
    }

    @Test
    void guessedKeysAreShownWithWhatSpeaksForThem() throws IOException {
        // Given
        Path folder = Files.createDirectory(dir.resolve("twins"));
        String rows = IntStream.range(0, 60).mapToObj(i -> i + ",x\n").collect(Collectors.joining());
        Files.writeString(folder.resolve("demographics.csv"), "patient_id,sex\n" + rows);
        Files.writeString(folder.resolve("labs.csv"), "patient_id,hb\n" + rows);

        // When
        int code = run("detect", "--source", folder.toString());

        // Then
        assertThat(code).isZero();
        assertThat(err())
                .containsPattern("demographics.patient_id +primary key +0.700 +it is called an id")
                .containsPattern("labs.patient_id +-> demographics +0.900 ")
                .contains("warning: Table demographics: column patient_id is not taken for a reference to labs");
        assertThat(MetadataJson.read(out(), "metadata").metadata().relationships())
                .hasSize(1);
        assertThat(out()).contains("\"detection\"", "\"dropped\"");
    }

    @Test
    void rulesAreListedAndWrittenAsConstraintsThatCanBeConfirmed() throws IOException {
        // Given
        Path folder = Files.createDirectory(dir.resolve("stays"));
        String rows = IntStream.range(0, 200)
                .mapToObj(i -> i + "," + (i * 37 % 101) + "," + (i * 37 % 101 + i % 7) + "\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("stays.csv"), "stay_id,first night,last\n" + rows);

        // When
        int code = run("detect", "--source", folder.toString());

        // Then
        assertThat(code).isZero();
        assertThat(err()).containsPattern("stays +first night +never above last +200 +1.000");
        MetadataFindings findings = MetadataJson.read(out(), "metadata");
        assertThat(findings.errors()).isEmpty();
        assertThat(findings.metadata().constraints()).singleElement().satisfies(constraint -> {
            assertThat(constraint.kind()).isEqualTo("Inequality");
            assertThat(constraint.parameters())
                    .containsEntry("low_column_name", "first night")
                    .containsEntry("high_column_name", "last");
            assertThat(constraint.strict()).isFalse();
            assertThat(constraint.keep()).isTrue();
            assertThat(constraint.support()).contains(new Constraint.Support(200, 200));
        });
    }

    @Test
    void rulesAreNotLookedForIfNobodyWantsThem() throws IOException {
        // Given
        Path folder = Files.createDirectory(dir.resolve("stays"));
        String rows = IntStream.range(0, 200)
                .mapToObj(i -> i + "," + (i * 37 % 101) + "," + (i * 37 % 101 + i % 7) + "\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("stays.csv"), "stay_id,first,last\n" + rows);

        // When
        int code = run("detect", "--source", folder.toString(), "--no-rules");

        // Then
        assertThat(code).isZero();
        assertThat(err()).doesNotContain("never below");
        assertThat(out()).doesNotContain("constraints");
    }

    @Test
    void whatWasDetectedIsWrittenEvenIfItCannotBeUsed() throws IOException {
        // Given
        Path folder = Files.createDirectory(dir.resolve("odd"));
        Files.writeString(folder.resolve("a..b.csv"), "id,x\n1,2\n");
        Path file = dir.resolve("odd.json");

        // When
        int code = run("detect", "--source", folder.toString(), "--out", file.toString());

        // Then
        assertThat(code).isEqualTo(ExitCodes.REJECTED);
        assertThat(file).content().contains("\"a..b\"", "\"primary_key\"");
        assertThat(err()).contains("Table name 'a..b' cannot be used");
    }

    @Test
    void theVersionIsTheBuilds() {
        // When
        int code = run("--version");

        // Then
        assertThat(code).isZero();
        assertThat(out()).matches("(?s)rowmill \\d+\\.\\d+.*");
    }
}
