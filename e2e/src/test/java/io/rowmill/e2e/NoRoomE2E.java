package io.rowmill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.ShopFiles;
import io.rowmill.e2e.harness.SmallDisk;
import io.rowmill.e2e.harness.Up;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine lacks, a port or space on the disk, is said in a sentence, with exit code 1, and nothing keeps running. */
class NoRoomE2E {
    @TempDir
    Path dir;

    @Test
    void everyPortThatIsTakenIsNamedAndNothingIsLeftRunning() throws Exception {
        // Given
        int offset = Up.freeOffset();
        try (ServerSocket kafka = taken(9092 + offset);
                ServerSocket http = taken(8080 + offset)) {
            // When
            Rowmill.Result result = new Rowmill(dir)
                    .run("up", "--data-dir", dir.resolve("data"), "--port-offset", offset)
                    .exits(1);

            // Then
            assertThat(result.err())
                    .contains("Port " + kafka.getLocalPort() + " is in use by another program, and Kafka needs it")
                    .contains("Port " + http.getLocalPort() + " is in use by another program, and HTTP needs it")
                    .contains("--port-offset")
                    .doesNotContain("\tat ");
            assertThat(result.out()).isEmpty();
            assertThat(Up.isFree(9000 + offset)).isTrue();
        }
    }

    @Test
    void aStoreThatIsFullFailsTheRunAndKeepsNothingOfIt() throws Exception {
        // Given
        Path data = dir.resolve("data");
        Rowmill rowmill = new Rowmill(dir)
                .with(Map.of("ROWMILL_INGEST_RETRY_DEADLINE", "2s"))
                .behind(SmallDisk.at(data.resolve("s3"), 2));
        Path fits = ShopFiles.write(Files.createDirectory(dir.resolve("fits")))
                .write("noise.csv", noise(1_300_000))
                .without("metadata.json")
                .folder();
        Path tooMuch = ShopFiles.write(Files.createDirectory(dir.resolve("tooMuch")))
                .write("noise.csv", noise(3_000_000))
                .folder();

        try (Up up = Up.start(rowmill, data)) {
            // When
            Rowmill.Result upload =
                    up.run("fit", "--source", tooMuch, "--follow").exits(1);
            Rowmill.Result snapshot =
                    up.run("fit", "--source", fits, "--follow").exits(1);

            // Then
            assertThat(upload.err()).contains("The object store is full").doesNotContain("\tat ");
            assertThat(snapshot.err())
                    .contains("storage-full", "The object store is full")
                    .doesNotContain("\tat ");
            Path small =
                    ShopFiles.write(Files.createDirectory(dir.resolve("small"))).folder();
            Await.until("what the failed run had written is gone", Duration.ofSeconds(90), () -> learns(up, small));
        }
    }

    private static boolean learns(Up up, Path source) throws Exception {
        Object[] tiny = {
            "--set",
            "engine=ctgan",
            "--set",
            "epochs=1",
            "--set",
            "generatorDim=8",
            "--set",
            "discriminatorDim=8",
            "--set",
            "embeddingDim=8"
        };
        return up.run(Stream.concat(Stream.of("fit", "--source", source, "--follow"), Stream.of(tiny))
                                .toArray())
                        .exitCode()
                == 0;
    }

    private static ServerSocket taken(int port) throws Exception {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    }

    /** Text that no compression makes much smaller. */
    private static String noise(int characters) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("word\n");
        while (text.length() < characters) {
            text.append(Long.toString(random.nextLong() >>> 1, 36)).append('\n');
        }
        return text.toString();
    }
}
