package io.rowmill.platform.event;

import io.rowmill.core.failure.Failure;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Headers of a record that could not be handled: those it came with, and why it lies here. Its key and value stay untouched. */
public final class DeadLetter {
    /** Consumer group or fan-in that could not handle the record. */
    public static final String STAGE = "dlq-stage";
    /** Stable code of the failure. */
    public static final String CODE = "dlq-code";
    /** What went wrong, for people. */
    public static final String REASON = "dlq-reason";
    /** Run or sample id the record belongs to, where it names one. */
    public static final String RUN = "dlq-run";
    /** Where the record was: topic, partition and offset. */
    public static final String TOPIC = "dlq-topic";

    public static final String PARTITION = "dlq-partition";
    public static final String OFFSET = "dlq-offset";
    /** On a marker without a value: the record from {@link #PARTITION} and {@link #OFFSET} was sent again at this time. */
    public static final String REPLAYED = "dlq-replayed";

    private static final String PREFIX = "dlq-";

    private DeadLetter() {}

    /** Where a record was read. */
    public record Origin(String topic, int partition, long offset) {}

    /**
     * @param stage consumer group or fan-in that gives up
     * @param subject run or sample id
     */
    public static Headers headers(
            Headers original, Origin origin, String stage, Optional<String> subject, Failure failure) {
        Headers headers = new RecordHeaders(original.toArray());
        EventHeaders.put(headers, STAGE, stage);
        EventHeaders.put(headers, CODE, failure.code());
        EventHeaders.put(headers, REASON, String.join("; ", failure.messages()));
        subject.ifPresent(s -> EventHeaders.put(headers, RUN, s));
        putOrigin(headers, origin);
        return headers;
    }

    /** @param time when the record was sent again, ISO 8601 */
    public static Headers replayed(Origin origin, String time) {
        Headers headers = new RecordHeaders();
        EventHeaders.put(headers, REPLAYED, time);
        putOrigin(headers, origin);
        return headers;
    }

    private static void putOrigin(Headers headers, Origin origin) {
        EventHeaders.put(headers, TOPIC, origin.topic());
        EventHeaders.put(headers, PARTITION, Integer.toString(origin.partition()));
        EventHeaders.put(headers, OFFSET, Long.toString(origin.offset()));
    }

    /** The headers that the record came with. */
    public static Headers original(Headers headers) {
        Headers original = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith(PREFIX)) {
                original.add(header);
            }
        }
        return original;
    }
}
