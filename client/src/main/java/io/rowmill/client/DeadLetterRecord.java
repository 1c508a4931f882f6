package io.rowmill.client;

import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not be handled.
 *
 * @param letter as it lies on the topic of dead letters
 * @param replayedAt when it was sent again, ISO 8601
 */
public record DeadLetterRecord(ConsumerRecord<byte[], byte[]> letter, Optional<String> replayedAt) {

    /** Where it lies. */
    public DeadLetter.Origin place() {
        return new DeadLetter.Origin(letter.topic(), letter.partition(), letter.offset());
    }

    /** Where it came from. */
    public DeadLetter.Origin origin() {
        return origin(letter);
    }

    static DeadLetter.Origin origin(ConsumerRecord<byte[], byte[]> letter) {
        return new DeadLetter.Origin(
                text(letter, DeadLetter.TOPIC, letter.topic().replaceFirst("\\.dlq$", "")),
                Integer.parseInt(text(letter, DeadLetter.PARTITION, "0")),
                Long.parseLong(text(letter, DeadLetter.OFFSET, "-1")));
    }

    public Instant time() {
        return Instant.ofEpochMilli(letter.timestamp());
    }

    /** Who could not handle it. */
    public String stage() {
        return text(letter, DeadLetter.STAGE, "-");
    }

    public String code() {
        return text(letter, DeadLetter.CODE, "-");
    }

    public String reason() {
        return text(letter, DeadLetter.REASON, "-");
    }

    /** Run or sample id, where the record names one. */
    public Optional<String> run() {
        return Optional.of(text(letter, DeadLetter.RUN, "")).filter(run -> !run.isEmpty());
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String header, String fallback) {
        return EventHeaders.text(letter.headers(), header, fallback);
    }
}
