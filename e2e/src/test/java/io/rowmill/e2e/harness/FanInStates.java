package io.rowmill.e2e.harness;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the fan-ins remember, as their changelogs tell it. */
public final class FanInStates {
    private static final String CHANGELOG = "-state-changelog";

    /** The status view keeps what it knows of runs that have ended: that is what it is for. */
    private static final String STATUS_VIEW = "rowmill-ingest-status" + CHANGELOG;

    private FanInStates() {}

    /** Runs and samples that a fan-in still counts. */
    public static Set<String> subjects(Up up) {
        Map<String, Object> cluster = Map.of(
                "bootstrap.servers",
                up.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (var consumer = new KafkaConsumer<>(cluster, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(t -> t.getKey().endsWith(CHANGELOG) && !t.getKey().equals(STATUS_VIEW))
                    .flatMap(t -> t.getValue().stream())
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<String, Set<String>> subjects = new HashMap<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    Set<String> counted = subjects.computeIfAbsent(record.topic(), topic -> new HashSet<>());
                    if (record.value() == null) {
                        counted.remove(record.key());
                    } else {
                        counted.add(record.key());
                    }
                });
            }
            return subjects.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        }
    }
}
