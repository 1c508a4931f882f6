package io.rowmill.platform.event;

import io.rowmill.platform.artifact.RunNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** CloudEvents attributes in record headers, so that any consumer can tell what a record is without decoding it. */
public final class EventHeaders {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String RUN_ID = "run-id";

    private EventHeaders() {}

    /**
     * @param causeId id of the event this one follows from: a redelivered input yields the same output id
     * @param source service that publishes, {@code /rowmill/trainer}
     * @param subject run or sample id
     */
    public static Headers of(
            String causeId, String source, String topic, String key, String subject, SpecificRecord event) {
        String type = event.getSchema().getFullName();
        String seed = causeId + "|" + type + "|" + topic + "|" + key;
        Headers headers = new RecordHeaders();
        put(headers, SPEC_VERSION, "1.0");
        put(
                headers,
                ID,
                UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString());
        put(headers, TYPE, type);
        put(headers, SOURCE, source);
        put(headers, TIME, Instant.now().toString());
        put(headers, RUN_ID, subject);
        return headers;
    }

    /** @return the header's text, or {@code fallback} where there is none */
    public static String text(Headers headers, String name, String fallback) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? fallback : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Run or sample id that a record names without being decoded: in its header, else at the beginning of its key. */
    public static Optional<String> subject(Headers headers, byte[] key) {
        String ofKey = key == null ? "" : new String(key, StandardCharsets.UTF_8).split("/", 2)[0];
        return Optional.of(text(headers, RUN_ID, ofKey)).filter(RunNames::isValid);
    }

    public static void put(Headers headers, String name, String value) {
        headers.add(header(name, value));
    }

    public static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
