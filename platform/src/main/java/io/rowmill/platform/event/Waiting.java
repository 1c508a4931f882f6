package io.rowmill.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a record that waits for another attempt says of itself, in headers, so that any process can go on with it.
 *
 * @param origin where it was read at first
 * @param since its first failure; the deadline counts from here
 * @param failures so far
 * @param until no attempt before
 * @param deadline none after
 * @param reasons why the last attempt failed, a sentence each
 */
public record Waiting(
        DeadLetter.Origin origin, Instant since, int failures, Instant until, Instant deadline, List<String> reasons) {
    private static final String PREFIX = "retry-";
    private static final String TOPIC = PREFIX + "topic";
    private static final String PARTITION = PREFIX + "partition";
    private static final String OFFSET = PREFIX + "offset";
    private static final String SINCE = PREFIX + "since";
    private static final String FAILURES = PREFIX + "failures";
    private static final String UNTIL = PREFIX + "until";
    private static final String DEADLINE = PREFIX + "deadline";
    private static final String REASON = PREFIX + "reason";
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(20);

    public Waiting {
        reasons = List.copyOf(reasons);
    }

    /** A record that fails for the first time now. */
    private static Waiting begin(ConsumerRecord<?, ?> record, Instant now) {
        DeadLetter.Origin origin = new DeadLetter.Origin(record.topic(), record.partition(), record.offset());
        return new Waiting(origin, now, 0, now, now, List.of());
    }

    /** @param topic where records of this role wait; headers of others are anybody's */
    public static Optional<Waiting> of(ConsumerRecord<?, ?> record, String topic) {
        return record.topic().equals(topic) ? Optional.of(read(record.headers())) : Optional.empty();
    }

    /** @param headers of a record from a topic where records wait: those of others are anybody's */
    public static Waiting read(Headers headers) {
        DeadLetter.Origin origin = new DeadLetter.Origin(
                EventHeaders.text(headers, TOPIC, ""), (int) number(headers, PARTITION), number(headers, OFFSET));
        return new Waiting(
                origin,
                Instant.ofEpochMilli(number(headers, SINCE)),
                (int) number(headers, FAILURES),
                Instant.ofEpochMilli(number(headers, UNTIL)),
                Instant.ofEpochMilli(number(headers, DEADLINE)),
                reasons(headers));
    }

    private static List<String> reasons(Headers headers) {
        List<String> reasons = new ArrayList<>();
        headers.headers(REASON).forEach(h -> reasons.add(new String(h.value(), StandardCharsets.UTF_8)));
        return reasons;
    }

    /** A record that no service put there has waited since ever: one more attempt is its last. */
    private static long number(Headers headers, String name) {
        try {
            return Long.parseLong(EventHeaders.text(headers, name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** @return how the record waits after one more failure; empty: its next attempt would come after the deadline */
    public static Optional<Waiting> next(
            ConsumerRecord<?, ?> record, String topic, Duration patience, List<String> reasons, Instant now) {
        Waiting before = of(record, topic).orElseGet(() -> begin(record, now));
        Instant until = now.plus(backoff(before.failures()));
        Instant deadline = before.since().plus(patience);
        int failures = before.failures() + 1;
        return until.isBefore(deadline)
                ? Optional.of(new Waiting(before.origin(), before.since(), failures, until, deadline, reasons))
                : Optional.empty();
    }

    private static Duration backoff(int failures) {
        Duration doubled = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
    }

    /** A time further away than any backoff is another machine's wrong clock, and not waited for. */
    public boolean isDue(Instant now) {
        return !now.isBefore(until) || until.isAfter(now.plus(MAX_BACKOFF));
    }

    /** The same record, to wait in a topic. Its partition there follows from its key. */
    public ProducerRecord<byte[], byte[]> record(ConsumerRecord<byte[], byte[]> of, String topic) {
        Headers headers = original(of.headers());
        EventHeaders.put(headers, TOPIC, origin.topic());
        EventHeaders.put(headers, PARTITION, Integer.toString(origin.partition()));
        EventHeaders.put(headers, OFFSET, Long.toString(origin.offset()));
        EventHeaders.put(headers, SINCE, Long.toString(since.toEpochMilli()));
        EventHeaders.put(headers, FAILURES, Integer.toString(failures));
        EventHeaders.put(headers, UNTIL, Long.toString(until.toEpochMilli()));
        EventHeaders.put(headers, DEADLINE, Long.toString(deadline.toEpochMilli()));
        reasons.forEach(reason -> EventHeaders.put(headers, REASON, reason));
        return new ProducerRecord<>(topic, null, null, of.key(), of.value(), headers);
    }

    /** The headers that a record came with at first. */
    public static Headers original(Headers headers) {
        Headers original = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith(PREFIX)) {
                original.add(header);
            }
        }
        return original;
    }

    /** Where a record was read at first, whether it has waited or not. */
    public static DeadLetter.Origin origin(ConsumerRecord<?, ?> record, String topic) {
        return of(record, topic).orElseGet(() -> begin(record, Instant.EPOCH)).origin();
    }
}
