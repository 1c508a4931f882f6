package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.Platform;
import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads dead letters, and which of them were replayed. */
public final class DeadLetterBox {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Platform platform;

    DeadLetterBox(Platform platform) {
        this.platform = platform;
    }

    /**
     * Lists the dead letters of one topic, or of all, oldest first.
     *
     * @param topic topic from which the records came
     */
    public List<DeadLetterRecord> list(Optional<Topic> topic) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        Map<DeadLetter.Origin, String> replayed = new HashMap<>();
        read(topic.map(List::of).orElse(Topics.all()), record -> {
            String time = EventHeaders.text(record.headers(), DeadLetter.REPLAYED, "");
            if (time.isEmpty()) {
                letters.add(record);
            } else {
                replayed.put(DeadLetterRecord.origin(record), time);
            }
        });
        return letters.stream()
                .map(letter -> new DeadLetterRecord(
                        letter, Optional.ofNullable(replayed.get(DeadLetterRecord.origin(letter)))))
                .sorted(Comparator.comparing(DeadLetterRecord::time))
                .toList();
    }

    /**
     * Finds a dead letter by its position.
     *
     * @throws FailureException (Rejected) if there is none
     */
    public DeadLetterRecord get(Topic topic, int partition, long offset) {
        String letters = topic.deadLetters().name();
        return list(Optional.of(topic)).stream()
                .filter(letter -> letter.place().equals(new DeadLetter.Origin(letters, partition, offset)))
                .findFirst()
                .orElseThrow(() -> FailureException.rejected(
                        "unknown-dead-letter",
                        "There is no dead letter " + topic.name() + ":" + partition + "@" + offset
                                + "; see 'rowmill dlq list'."));
    }

    public DeadLetterReplay replay() {
        return new DeadLetterReplay(platform);
    }

    /** The decoded event, or the reason why the value can't be decoded. */
    public Object decode(DeadLetterRecord record) {
        return platform.codec().decode(record.origin().topic(), record.letter().value());
    }

    private void read(Collection<Topic> topics, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
            List<TopicPartition> partitions = partitions(consumer, topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long lastRecord = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                records.forEach(visitor);
                if (!records.isEmpty()) {
                    lastRecord = System.nanoTime();
                } else if (System.nanoTime() - lastRecord > PATIENCE.toNanos()) {
                    throw FailureException.unavailable(
                            "kafka-unavailable", "The dead letters could not be read to their end.", null);
                }
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Collection<Topic> topics) {
        var existing = consumer.listTopics();
        return topics.stream()
                .map(topic -> topic.deadLetters().name())
                .flatMap(name -> existing.getOrDefault(name, List.of()).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(platform.kafkaProperties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "dead-letters");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }
}
