package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.Platform;
import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters back to their topic and partition. Each replay also writes a marker to the dead-letter topic, in one
 * transaction. If two replays run at the same time, the second fences the first.
 */
public final class DeadLetterReplay implements AutoCloseable {
    /** Topics whose events are handled even if the run has ended, because they report the end or clean up after it. */
    private static final Set<Topic> OF_ENDED = Set.of(
            Topics.RUN_COMMANDS, Topics.RUN_FAILURES, Topics.MODELS, Topics.SAMPLE_COMMANDS, Topics.SAMPLE_FAILURES);

    private final Platform platform;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<DeadLetter.Origin> sent = new HashSet<>();

    DeadLetterReplay(Platform platform) {
        this.platform = platform;
        Map<String, Object> properties = new HashMap<>(platform.kafkaProperties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "rowmill.dlq-replay");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close();
            throw e;
        }
    }

    /** @return why a replay would have no effect; empty if it would have one */
    public Optional<String> objection(DeadLetterRecord record) {
        if (record.replayedAt().isPresent() || sent.contains(record.origin())) {
            return Optional.of("It has been replayed already.");
        }
        return record.run()
                .filter(run -> OF_ENDED.stream()
                        .noneMatch(t -> t.name().equals(record.origin().topic())))
                .filter(platform.ended())
                .map(run ->
                        "Run or sample " + run + " has failed or was cancelled, and services drop what belongs to it;"
                                + " ask for it again with 'rowmill fit' or 'rowmill sample'.");
    }

    /**
     * Sends a record to its original partition, with its original key, value and headers.
     *
     * @return the new position of the record
     * @throws FailureException (Rejected) if there is an {@link #objection}, (Transient) if Kafka doesn't take it
     */
    public DeadLetter.Origin send(DeadLetterRecord record) {
        objection(record).ifPresent(why -> {
            throw FailureException.rejected("replay-in-vain", why);
        });
        DeadLetter.Origin origin = record.origin();
        try {
            producer.beginTransaction();
            Future<RecordMetadata> again = producer.send(again(record));
            var unused = producer.send(marker(record));
            producer.commitTransaction();
            sent.add(origin);
            return new DeadLetter.Origin(
                    origin.topic(), again.get().partition(), again.get().offset());
        } catch (KafkaException | ExecutionException e) {
            throw FailureException.unavailable(
                    "replay-failed", "Kafka did not take the record from " + origin.topic() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.unavailable("interrupted", "Interrupted while replaying", e);
        }
    }

    private static ProducerRecord<byte[], byte[]> again(DeadLetterRecord record) {
        return new ProducerRecord<>(
                record.origin().topic(),
                record.origin().partition(),
                null,
                record.letter().key(),
                record.letter().value(),
                DeadLetter.original(record.letter().headers()));
    }

    private static ProducerRecord<byte[], byte[]> marker(DeadLetterRecord record) {
        return new ProducerRecord<>(
                record.letter().topic(),
                null,
                null,
                record.letter().key(),
                null,
                DeadLetter.replayed(record.origin(), Instant.now().toString()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
