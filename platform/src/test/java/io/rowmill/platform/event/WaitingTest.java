package io.rowmill.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What a waiting record carries from one process to the next. */
class WaitingTest {
    private static final String TOPIC = "group-waiting";
    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<String> REASONS = List.of("The source is away.", "So is “the other”.");

    private static ConsumerRecord<byte[], byte[]> fresh() {
        return new ConsumerRecord<>("input", 3, 42, "key".getBytes(UTF_8), "value".getBytes(UTF_8));
    }

    /** As it is read again. */
    private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }

    private static Waiting next(ConsumerRecord<byte[], byte[]> record, Instant now) {
        return Waiting.next(record, TOPIC, DEADLINE, REASONS, now).orElseThrow();
    }

    @Test
    void theDeadlineCountsFromTheFirstFailureInWhateverProcess() {
        // Given: failures by the minute
        ConsumerRecord<byte[], byte[]> record = fresh();
        for (int minute = 0; minute < 14; minute++) {
            record = read(next(record, START.plus(Duration.ofMinutes(minute))).record(record, TOPIC));
        }

        // Then
        Waiting waiting = Waiting.of(record, TOPIC).orElseThrow();
        assertThat(waiting.since()).isEqualTo(START);
        assertThat(waiting.deadline()).isEqualTo(START.plus(DEADLINE));
        assertThat(waiting.reasons()).isEqualTo(REASONS);
        assertThat(Waiting.next(record, TOPIC, DEADLINE, REASONS, START.plus(Duration.ofMinutes(15))))
                .isEmpty();
        assertThat(Waiting.next(fresh(), TOPIC, DEADLINE, REASONS, START.plus(Duration.ofMinutes(15))))
                .isPresent();
    }

    @Test
    void attemptsGetRarerUpToTwentySeconds() {
        // Given
        ConsumerRecord<byte[], byte[]> record = fresh();
        long[] waits = new long[12];

        // When
        for (int i = 0; i < waits.length; i++) {
            Waiting waiting = next(record, START);
            waits[i] = Duration.between(START, waiting.until()).toMillis();
            record = read(waiting.record(record, TOPIC));
        }

        // Then
        assertThat(waits)
                .startsWith(500, 1000, 2000, 4000, 8000, 16_000, 20_000)
                .endsWith(20_000);
    }

    @Test
    void aRecordKeepsWhatItCameWith() {
        // Given
        ConsumerRecord<byte[], byte[]> came = fresh();
        came.headers().add("ce_id", "1".getBytes(UTF_8));

        // When
        ConsumerRecord<byte[], byte[]> once = read(next(came, START).record(came, TOPIC));
        ConsumerRecord<byte[], byte[]> twice = read(next(once, START).record(once, TOPIC));

        // Then
        assertThat(twice.key()).isEqualTo(came.key());
        assertThat(twice.value()).isEqualTo(came.value());
        assertThat(Waiting.original(twice.headers())).containsExactlyElementsOf(came.headers());
        assertThat(Waiting.origin(twice, TOPIC)).isEqualTo(Waiting.origin(came, TOPIC));
    }

    @Test
    void headersOfARecordThatDoesNotWaitAreNotBelieved() {
        // Given: a client that sends them
        ConsumerRecord<byte[], byte[]> forged = fresh();
        forged.headers().add("retry-since", "0".getBytes(UTF_8));

        // Then
        assertThat(Waiting.of(forged, TOPIC)).isEmpty();
        assertThat(next(forged, START).since()).isEqualTo(START);
    }

    @Test
    void aWaitingRecordWithoutReadableHeadersHasOneMoreAttempt() {
        // Given
        ConsumerRecord<byte[], byte[]> strange = new ConsumerRecord<>(TOPIC, 0, 1, null, new byte[0]);
        strange.headers().add("retry-until", "soon".getBytes(UTF_8));

        // Then
        assertThat(Waiting.of(strange, TOPIC).orElseThrow().isDue(START)).isTrue();
        assertThat(Waiting.next(strange, TOPIC, DEADLINE, REASONS, START)).isEmpty();
    }

    @Test
    void aTimeThatOnlyAWrongClockCanHaveSetIsNotWaitedFor() {
        // Given
        Waiting waiting = next(fresh(), START);

        // Then
        assertThat(waiting.isDue(START)).isFalse();
        assertThat(waiting.isDue(START.plusMillis(500))).isTrue();
        assertThat(waiting.isDue(START.minus(Duration.ofHours(1)))).isTrue();
    }
}
