package io.rowmill.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients of bad manners, at the registry's socket, do to all others. */
@Timeout(60)
class HalfOpenConnectionsTest extends RegistryHarness {
    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void hangUp() throws Exception {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private Socket begin(String bytes) throws IOException {
        return begin(registry, bytes);
    }

    private Socket begin(EmbeddedSchemaRegistry registry, String bytes) throws IOException {
        URI at = URI.create(registry.url());
        Socket socket = new Socket(at.getHost(), at.getPort());
        // A server that never answers fails the test instead of holding it.
        socket.setSoTimeout(20_000);
        open.add(socket);
        socket.getOutputStream().write(bytes.getBytes(US_ASCII));
        return socket;
    }

    private static HttpResponse<String> register(String subject, String schema) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + subject + "/versions"))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString("{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void twoHundredRequestsThatNeverEndStopNobodyElse() throws Exception {
        // Given
        for (int i = 0; i < 100; i++) {
            begin("P");
            begin("POST /subjects/slow/versions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
        }

        // When
        HttpResponse<String> answer = register("genuine", "\"string\"");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForever() throws Exception {
        // When
        Socket socket = begin("POST /subjects/slow/versions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");

        // Then
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aPeerHasNoMoreThanItsShareOfConnections() throws Exception {
        // Given
        try (EmbeddedSchemaRegistry full = EmbeddedSchemaRegistry.start(kafka.bootstrapServers(), 0)) {
            for (int i = 0; i < EmbeddedSchemaRegistry.MAX_CONNECTIONS_PER_PEER; i++) {
                begin(full, "G");
            }

            // When
            Socket oneTooMany = begin(full, "");

            // Then
            assertThat(oneTooMany.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aSchemaAroundTheLimitIsKeptOrRefusedButNeverAFault() throws Exception {
        // When
        int below = register("below", enumWithDoc(900_000)).statusCode();
        int atTheRecordsLimit = register("record", enumWithDoc((1 << 20) - 100)).statusCode();

        // Then
        assertThat(List.of(below, atTheRecordsLimit)).containsExactly(200, 413);
    }

    private static String enumWithDoc(int letters) {
        return "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"],\"doc\":\"" + "x".repeat(letters) + "\"}";
    }

    @Test
    void aSchemaTooLargeOrTooDeepIsRefusedInTheProtocolsWords() throws Exception {
        // Given
        String large = enumWithDoc(2_300_000);
        String deep = "{\"type\":\"array\",\"items\":".repeat(20_000) + "\"int\"" + "}".repeat(20_000);

        // When, Then
        HttpResponse<String> tooLarge = register("large", large);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("\"error_code\":413", "at most 1048576 bytes");
        assertThat(register("deep", deep).statusCode()).isEqualTo(422);
        assertThat(register("after", "\"string\"").statusCode()).isEqualTo(200);
    }
}
