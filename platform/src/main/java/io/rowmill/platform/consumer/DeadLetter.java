package io.rowmill.platform.consumer;

import io.rowmill.core.failure.Failure;
import io.rowmill.platform.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The record as it came, bytes untouched, and in headers why it could not be handled. */
final class DeadLetter {
    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(JobRole<?> role, ConsumerRecord<String, byte[]> record, Failure failure) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        EventHeaders.put(headers, "dlq-stage", role.group());
        EventHeaders.put(headers, "dlq-code", failure.code());
        EventHeaders.put(headers, "dlq-reason", String.join("; ", failure.messages()));
        EventHeaders.put(headers, "dlq-topic", record.topic());
        EventHeaders.put(headers, "dlq-partition", Integer.toString(record.partition()));
        EventHeaders.put(headers, "dlq-offset", Long.toString(record.offset()));
        byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(role.input().deadLetters().name(), null, null, key, record.value(), headers);
    }
}
