package io.rowmill.platform.topic;

import io.rowmill.core.failure.FailureException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How far topics are written. Offsets count what stands behind a transaction that is still open, which a {@code read_committed}
 * consumer sees later: the transaction of a process that died would otherwise hide rows that are committed.
 */
public final class TopicOffsets implements AutoCloseable {
    private final Admin admin;

    public TopicOffsets(Map<String, Object> clientProperties) {
        this.admin = Admin.create(new HashMap<>(clientProperties));
    }

    /**
     * It doesn't exist, or has never held a record.
     *
     * @throws FailureException (Transient) if the cluster can't be asked
     */
    public boolean isUnused(String topic) {
        try {
            return partitions(topic).values().stream().allMatch(end -> end == 0);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return true;
            }
            throw unreadable(topic, e);
        }
    }

    /**
     * @return end offset by partition
     * @throws FailureException (Transient) if the cluster can't be asked
     */
    public Map<Integer, Long> end(String topic) {
        try {
            return partitions(topic);
        } catch (ExecutionException e) {
            throw unreadable(topic, e);
        }
    }

    private Map<Integer, Long> partitions(String topic) throws ExecutionException {
        try {
            var partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions();
            var latest = partitions.stream()
                    .collect(Collectors.toMap(p -> new TopicPartition(topic, p.partition()), p -> OffsetSpec.latest()));
            var ends = admin.listOffsets(latest).all().get();
            Map<Integer, Long> out = new TreeMap<>();
            ends.forEach((partition, end) -> out.put(partition.partition(), end.offset()));
            return out;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.unavailable("interrupted", "Interrupted while reading the end of " + topic, e);
        }
    }

    private static FailureException unreadable(String topic, ExecutionException e) {
        Optional<KafkaException> refusal = Refusals.in(e);
        if (refusal.isPresent()) {
            return FailureException.rejected(
                    "topic-refused", "Kafka refuses topic " + topic + ": " + Refusals.sentence(refusal.get()) + ".");
        }
        return FailureException.unavailable(
                "kafka-unavailable", "The end of topic " + topic + " could not be read: " + e.getCause(), e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
