package io.rowmill.client;

import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that could not be handled.
 *
 * @param letter the record on the dead-letter topic
 * @param replayedAt time of its replay, ISO 8601
 */
public record DeadLetterRecord(ConsumerRecord<byte[], byte[]> letter, Optional<String> replayedAt) {

    /** Its position on the dead-letter topic. */
    public DeadLetter.Origin place() {
        return new DeadLetter.Origin(letter.topic(), letter.partition(), letter.offset());
    }

    /** The position from which it came. */
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

    /** The consumer group that could not handle it. */
    public String stage() {
        return text(letter, DeadLetter.STAGE, "-");
    }

    public String code() {
        return text(letter, DeadLetter.CODE, "-");
    }

    public String reason() {
        return text(letter, DeadLetter.REASON, "-");
    }

    /** Run or sample id, if the record names one. */
    public Optional<String> run() {
        return Optional.of(text(letter, DeadLetter.RUN, "")).filter(run -> !run.isEmpty());
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String header, String fallback) {
        return EventHeaders.text(letter.headers(), header, fallback);
    }
}
