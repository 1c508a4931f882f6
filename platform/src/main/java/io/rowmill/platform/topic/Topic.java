package io.rowmill.platform.topic;

import io.rowmill.core.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * One topic: its name and how it is created.
 *
 * @param partitions as created; producers that route by subject or round-robin rely on it
 * @param retention how long records are kept; of a compacted topic, how long tombstones are
 * @param events the types it carries; none: rows, or dead letters
 */
public record Topic(
        String name,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        Routing routing,
        List<Class<? extends SpecificRecord>> events) {
    /** What producers send at most. Beyond what topics usually allow, since a dead letter is longer than its record. */
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    private static final String DEAD_LETTERS = ".dlq";
    private static final String WAITING = "-waiting";
    private static final int MOST_WAITING_PARTITIONS = 8;

    /**
     * Partitions from one dealt record to the next. Assignors give a consumer neighbouring partitions, or every n-th: a stride
     * that is odd and about 2/5 of the 32 of a queue takes jobs that follow each other to different consumers either way.
     */
    private static final int STRIDE = 13;

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
        /** Dealt one after the other, so that workers share the jobs of one run evenly. */
        ROUND_ROBIN
    }

    public Topic {
        Objects.requireNonNull(name);
        Objects.requireNonNull(cleanup);
        Objects.requireNonNull(retention);
        Objects.requireNonNull(routing);
        events = List.copyOf(events);
    }

    /** Whether a decoded value is one of the events that belong on this topic. */
    public boolean carries(Object event) {
        return events.stream().anyMatch(type -> type.isInstance(event));
    }

    /** Why a decoded value that the topic doesn't carry can't be handled. */
    public Failure.Defect unknownEvent(Object event) {
        String type = event instanceof IndexedRecord record
                ? record.getSchema().getFullName()
                : event.getClass().getSimpleName();
        return new Failure.Defect("unknown-event", List.of("A record of " + name + " is of the unknown type " + type));
    }

    /**
     * @param subject run or sample id
     * @param sequence how many records the same cause has sent to this topic before
     * @return the partition, or null: left to the producer's partitioner
     */
    public @Nullable Integer partition(String subject, int sequence) {
        return switch (routing) {
            case BY_KEY -> null;
            case BY_SUBJECT -> hash(subject) % partitions;
            case ROUND_ROBIN -> (int) ((hash(subject) + (long) sequence * STRIDE) % partitions);
        };
    }

    /** As Kafka's default partitioner hashes a key, so that a subject meets the records that have it as their key. */
    private static int hash(String subject) {
        return Utils.toPositive(Utils.murmur2(subject.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where records go that could not be handled. */
    public Topic deadLetters() {
        return new Topic(name + DEAD_LETTERS, 1, Cleanup.DELETE, Duration.ofDays(14), Routing.BY_KEY, List.of());
    }

    /** Where records of a consumer group wait for another attempt. Names of row topics have a dot, so none is taken for it. */
    public Topic waiting(String group) {
        return new Topic(
                group + WAITING,
                Math.min(partitions, MOST_WAITING_PARTITIONS),
                Cleanup.DELETE,
                Duration.ofDays(30),
                Routing.BY_KEY,
                events);
    }

    /** Records in it are other topics', and reported by the group that they wait for. */
    public boolean isWaiting() {
        return name.endsWith(WAITING);
    }

    /**
     * @param replication -1: the broker's default
     * @param more configs beside those that every topic of its kind has
     */
    NewTopic toNewTopic(short replication, Map<String, String> more) {
        NewTopic topic = replication > 0
                ? new NewTopic(name, partitions, replication)
                : new NewTopic(name, java.util.Optional.of(partitions), java.util.Optional.empty());
        Map<String, String> configs = configs();
        configs.putAll(more);
        return topic.configs(configs);
    }

    private Map<String, String> configs() {
        Map<String, String> configs = new HashMap<>();
        if (cleanup == Cleanup.COMPACT) {
            configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            configs.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        } else {
            // Said, because a cluster's own default may be to compact.
            configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        if (name.endsWith(DEAD_LETTERS) || isWaiting()) {
            configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD_BYTES));
        }
        return configs;
    }
}
