package io.rowmill.platform.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;

/**
 * One topic: its name and how it is created.
 *
 * @param partitions as created; producers that route by subject or round-robin rely on it
 * @param retention how long records are kept; of a compacted topic, how long tombstones are
 */
public record Topic(String name, int partitions, Cleanup cleanup, Duration retention, Routing routing) {

    /**
     * From one dealt record to the next: odd, so that every partition has its turn, and near the golden section of 32, so that any
     * few records in a row are spread over the partitions, whichever neighbours belong to one worker.
     */
    private static final long STRIDE = 19;

    /** How old records go. */
    public enum Cleanup {
        DELETE,
        COMPACT
    }

    /** How a record finds its partition. */
    public enum Routing {
        /** By the record's key. */
        BY_KEY,
        /** By the run or sample id, whatever the key: so that one task of a fan-in sees all of a subject. */
        BY_SUBJECT,
        /** Dealt evenly, so that workers share the jobs of one run; the number of partitions is a power of two. */
        ROUND_ROBIN
    }

    public Topic {
        Objects.requireNonNull(name);
        Objects.requireNonNull(cleanup);
        Objects.requireNonNull(retention);
        Objects.requireNonNull(routing);
    }

    /**
     * @param subject run or sample id
     * @param sequence how many records the same cause has sent to this topic before
     * @return the partition, or null: left to the producer's partitioner
     */
    public Integer partition(String subject, int sequence) {
        return switch (routing) {
            case BY_KEY -> null;
            case BY_SUBJECT -> hash(subject) % partitions;
            case ROUND_ROBIN -> (int) ((hash(subject) + STRIDE * sequence) % partitions);
        };
    }

    /** As Kafka's default partitioner hashes a key, so that a subject meets the records that have it as their key. */
    private static int hash(String subject) {
        return Utils.toPositive(Utils.murmur2(subject.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where records go that could not be handled. */
    public Topic deadLetters() {
        return new Topic(name + ".dlq", 1, Cleanup.DELETE, Duration.ofDays(14), Routing.BY_KEY);
    }

    /** @param replication -1: the broker's default */
    NewTopic toNewTopic(short replication) {
        NewTopic topic = replication > 0
                ? new NewTopic(name, partitions, replication)
                : new NewTopic(name, java.util.Optional.of(partitions), java.util.Optional.empty());
        return topic.configs(
                cleanup == Cleanup.COMPACT
                        ? Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT,
                                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                                Long.toString(retention.toMillis()))
                        : Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }
}
