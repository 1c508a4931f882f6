package io.rowmill.platform.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.avro.AvroCodec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedsTest {
    private static final String NOBODY = "127.0.0.1:1";

    private static RegistryNeed registry(String url) {
        return new RegistryNeed(AvroCodec.connect(url, Map.of()), url, Map.of());
    }

    private static BrokersNeed brokers(String servers) {
        return new BrokersNeed(Map.of("bootstrap.servers", servers));
    }

    /** What is said where something is asked for at once. */
    private static String said(Need... needs) {
        try (Needs all = new Needs(List.of(needs))) {
            all.whenThere(Optional::empty);
            return all.trouble().orElse("");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, where nothing listens",
        "no-such-host.invalid:9092, whose host is unknown",
        "http://127.0.0.1, is not a broker's host:port"
    })
    void brokersThatAreNotThereAreASentence(String servers, String sentence) {
        assertThat(said(brokers(servers))).contains(sentence).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1, where nothing listens",
        "http://no-such-host.invalid:8081, whose host is unknown",
        "localhost:8081, ROWMILL_REGISTRY_URL is not a URL"
    })
    void aRegistryThatIsNotThereIsASentence(String url, String sentence) {
        assertThat(said(registry(url)))
                .contains(sentence, "ROWMILL_REGISTRY_URL")
                .doesNotContain("Exception");
    }

    @Test
    void allThatIsAwayIsSaidAtOnceAndNoPasswordWithIt() {
        assertThat(said(brokers(NOBODY), registry("http://reader:pass-4711@" + NOBODY)))
                .contains(
                        "No Kafka broker answers at 127.0.0.1:1, where nothing listens",
                        "No schema registry answers at http://127.0.0.1:1")
                .doesNotContain("4711");
    }

    /** That there is an answer at all is the point: each client would wait for as long as it is left to. */
    @Test
    @Timeout(120)
    void whoListensAndNeverAnswersIsGivenUp() throws Exception {
        // Given
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();

            // When
            String said = said(brokers(address), registry("http://" + address));

            // Then
            assertThat(said)
                    .contains("doesn't answer as a Kafka broker does", "security.protocol")
                    .contains("The schema registry at http://" + address, "hasn't answered for 10 s");
        }
    }

    @Test
    void whatCanNotBeginYetIsAskedAgain() throws Exception {
        // Given
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        try (Needs needs = new Needs(List.of())) {
            // When
            needs.whenThere(() -> {
                if (attempts.incrementAndGet() < 2) {
                    return Optional.of("Not yet.");
                }
                begun.countDown();
                return Optional.empty();
            });

            // Then
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    void whatCanNeverBeginIsAskedOnceAndSaysWhy() {
        // Given
        try (Needs needs = new Needs(List.of())) {
            // When
            CompletableFuture<Void> begun = needs.whenThere(() -> {
                throw FailureException.rejected("topic-too-small", "It is too small.");
            });

            // Then
            assertThat(begun).isCompletedExceptionally();
            assertThatThrownBy(begun::join).hasRootCauseMessage("topic-too-small: It is too small.");
        }
    }

    @Test
    void whatTakesItsTimeKeepsNobodyWaitingForLong() throws Exception {
        // Given
        CountDownLatch goOn = new CountDownLatch(1);
        try (Needs needs = new Needs(List.of(), Duration.ofSeconds(1))) {
            // When
            CompletableFuture<Void> begun = needs.whenThere(() -> {
                try {
                    goOn.await();
                    return Optional.empty();
                } catch (InterruptedException e) {
                    return Optional.of("Interrupted.");
                }
            });

            // Then
            assertThat(begun).isNotDone();

            // When
            goOn.countDown();

            // Then
            begun.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatWaitsBeginsWhenTheLastIsThere() throws Exception {
        // Given
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Need late = new Need() {
            @Override
            public String name() {
                return "Something";
            }

            @Override
            public void ask() {
                if (there.getCount() > 0) {
                    throw FailureException.unavailable("away", "It is away", null);
                }
            }
        };
        try (Needs needs = new Needs(List.of(late))) {
            // When
            needs.whenThere(() -> {
                begun.countDown();
                return Optional.empty();
            });

            // Then
            assertThat(begun.getCount()).isEqualTo(1);
            assertThat(needs.trouble()).contains("It is away.");

            // When
            there.countDown();

            // Then
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(needs.trouble()).isEmpty();
        }
    }
}
