package io.rowmill.platform.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a bucket is asked for, and what is said where that is refused: at a door that answers as Ceph's gateway and AWS do. */
class S3BucketTest {
    private static final Answer MADE = new Answer(200, "");
    private static final Answer MISSING = new Answer(404, "NoSuchBucket");

    private final List<String> wishes = new CopyOnWriteArrayList<>();
    private volatile Answer toLook = MISSING;
    private volatile Function<String, Answer> toWish = body -> MADE;
    private HttpServer server;
    private ObjectStore store;

    private record Answer(int status, String code) {}

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        store = at("http://127.0.0.1:" + server.getAddress().getPort(), Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        server.stop(0);
    }

    private static ObjectStore at(String endpoint, Optional<String> region) {
        return ObjectStores.s3(new S3Settings(endpoint, "rows", region, Optional.of("key"), Optional.of("secret")));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Answer answer = toLook;
        if (exchange.getRequestMethod().equals("PUT")) {
            wishes.add(body);
            answer = toWish.apply(body);
        }
        byte[] text = (answer.code().isEmpty()
                        ? "<ListBucketResult><Name>rows</Name><KeyCount>0</KeyCount></ListBucketResult>"
                        : "<Error><Code>" + answer.code() + "</Code><Message>no</Message></Error>")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        boolean silent = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), silent ? -1 : text.length);
        if (!silent) {
            exchange.getResponseBody().write(text);
        }
        exchange.close();
    }

    @Test
    void isMadeWithoutALocation() {
        // Given
        toWish = body -> body.contains("LocationConstraint") ? new Answer(400, "InvalidLocationConstraint") : MADE;

        // When, Then
        assertThatCode(store::prepare).doesNotThrowAnyException();
        assertThatCode(() -> store.put("a", new byte[] {1})).doesNotThrowAnyException();
        assertThat(wishes.get(0)).isEmpty();
    }

    @Test
    void isMadeInItsRegionWhereTheStoreWantsToKnow() throws Exception {
        // Given
        toWish = body -> body.contains("eu-west-1") ? MADE : new Answer(400, "IllegalLocationConstraintException");
        try (ObjectStore european = at("http://127.0.0.1:" + server.getAddress().getPort(), Optional.of("eu-west-1"))) {
            // When, Then
            assertThatCode(european::prepare).doesNotThrowAnyException();
            assertThat(wishes).hasSize(2);
        }
    }

    @Test
    void isNotAskedForTwiceWhereItIsThere() throws Exception {
        // Given
        toLook = MADE;

        // When
        store.prepare();

        // Then
        assertThat(wishes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidAccessKeyId, ROWMILL_S3_ACCESS_KEY",
        "403, SignatureDoesNotMatch, ROWMILL_S3_SECRET_KEY",
        "403, AccessDenied, gives the user of these keys no right to the bucket",
        "400, AuthorizationHeaderMalformed, ROWMILL_S3_REGION",
        "503, SlowDown, The object store does not answer"
    })
    void aRefusalIsASentence(int status, String code, String sentence) {
        // Given
        toLook = new Answer(status, code);

        // When, Then
        assertThatThrownBy(store::prepare).isInstanceOf(FailureException.class).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"409, BucketAlreadyExists", "403, AccessDenied", "400, InvalidLocationConstraint"})
    void aBucketThatCannotBeMadeIsNamed(int status, String code) {
        // Given
        toWish = body -> new Answer(status, code);

        // When, Then
        assertThatThrownBy(store::prepare)
                .isInstanceOf(FailureException.class)
                .hasMessageContainingAll(
                        "The bucket rows doesn't exist and can't be created", code, "ROWMILL_S3_BUCKET");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1, is it running",
        "http://no-such-host.invalid:9000, host is unknown",
    })
    void aStoreThatIsNotThereIsASentence(String endpoint, String sentence) throws Exception {
        try (ObjectStore away = at(endpoint, Optional.empty())) {
            assertThatThrownBy(away::prepare)
                    .isInstanceOf(FailureException.class)
                    .hasMessageContainingAll(sentence, "ROWMILL_S3_ENDPOINT");
        }
    }
}
