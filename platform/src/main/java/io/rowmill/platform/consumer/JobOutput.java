package io.rowmill.platform.consumer;

import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Collects what a job publishes, encoded, until the transaction is opened. */
final class JobOutput implements Job {
    private final AvroCodec codec;
    private final String source;
    private final String causeId;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<String, Integer> published = new HashMap<>();
    private volatile BooleanSupplier subjectEnded = () -> false;
    private volatile String subject = "";
    private volatile boolean abandoned;
    private volatile Runnable onProgress = () -> {};

    JobOutput(AvroCodec codec, String source, String causeId) {
        this.codec = codec;
        this.source = source;
        this.causeId = causeId;
    }

    void onProgress(Runnable noted) {
        onProgress = noted;
    }

    @Override
    public void progressed() {
        onProgress.run();
    }

    void subject(String id, BooleanSupplier ended) {
        this.subject = id;
        this.subjectEnded = ended;
    }

    @Override
    public void publish(Topic topic, String key, SpecificRecord event) {
        Headers headers = EventHeaders.of(causeId, source, topic.name(), key, subject, event);
        int sequence = published.merge(topic.name(), 1, Integer::sum) - 1;
        records.add(new ProducerRecord<>(
                topic.name(),
                topic.partition(subject, sequence),
                null,
                key.getBytes(StandardCharsets.UTF_8),
                codec.encodeValue(topic.name(), event),
                headers));
    }

    @Override
    public void publishRow(
            Topic topic, @Nullable Integer partition, byte @Nullable [] key, byte[] value, Headers headers) {
        records.add(new ProducerRecord<>(topic.name(), partition, null, key, value, headers));
    }

    /** A dead letter, or a record that waits: as it came. */
    void add(ProducerRecord<byte[], byte[]> record) {
        records.add(record);
    }

    /** Forgets what was published so far, before a retry. */
    void reset() {
        records.clear();
        published.clear();
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    void abandon() {
        abandoned = true;
    }

    boolean abandoned() {
        return abandoned;
    }

    @Override
    public boolean ended() {
        return subjectEnded.getAsBoolean();
    }

    @Override
    public boolean cancelled() {
        return abandoned
                || subjectEnded.getAsBoolean()
                || Thread.currentThread().isInterrupted();
    }
}
