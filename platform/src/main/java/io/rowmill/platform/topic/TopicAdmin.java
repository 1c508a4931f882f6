package io.rowmill.platform.topic;

import io.rowmill.core.failure.FailureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Creates topics with their partitions and retention; an existing topic is left as it is. */
public final class TopicAdmin implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;
    private static final int PAUSE_MS = 20;

    private final Admin admin;
    private final short replication;

    /**
     * @param clientProperties connection settings of the cluster
     * @param replication replication factor, -1: the broker's default
     */
    public TopicAdmin(Map<String, Object> clientProperties, short replication) {
        this.admin = Admin.create(clientProperties);
        this.replication = replication;
    }

    /**
     * @throws FailureException Transient if the cluster can't be reached in 30 s, Rejected if it refuses a topic or holds one
     *     with fewer partitions
     */
    public void ensure(Collection<Topic> topics) {
        ensure(topics, Map.of());
    }

    /** @param configs of the topics that are created, beside those that every topic of its kind has */
    public void ensure(Collection<Topic> topics, Map<String, String> configs) {
        var newTopics =
                topics.stream().map(t -> t.toNewTopic(replication, configs)).toList();
        Map<String, KafkaFuture<Void>> results = admin.createTopics(
                        newTopics, new CreateTopicsOptions().timeoutMs(TIMEOUT_MS))
                .values();
        List<Topic> existing = topics.stream()
                .filter(t -> !isCreated(t.name(), results.get(t.name())))
                .toList();
        checkPartitions(existing, describe(topics));
        awaitLeaders(topics);
    }

    /**
     * A cluster names the leaders of a new topic a moment before they lead: who writes in that moment is refused, tries again, and
     * warns. Asking for offsets is answered by a leader that leads, and waits for it without a word.
     */
    private void awaitLeaders(Collection<Topic> topics) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        // Where that isn't allowed or takes too long, the first record finds out.
        ifTold(admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(TIMEOUT_MS))
                .all());
    }

    /** @return false: it was there before */
    private static boolean isCreated(String topic, KafkaFuture<Void> created) {
        try {
            await(topic, created);
            return true;
        } catch (ExistsException e) {
            return false;
        }
    }

    private static void checkPartitions(List<Topic> topics, Map<String, TopicDescription> descriptions) {
        for (Topic topic : topics) {
            int partitions = descriptions.get(topic.name()).partitions().size();
            if (partitions < topic.partitions()) {
                throw FailureException.rejected(
                        "topic-too-small",
                        "Topic " + topic.name() + " exists with " + partitions + " partitions; rowmill needs "
                                + topic.partitions() + ".");
            }
        }
    }

    /** Waits until the broker that is asked has heard of every topic: this process or another one has made it a moment ago. */
    private Map<String, TopicDescription> describe(Collection<Topic> topics) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        Map<String, TopicDescription> described = new HashMap<>();
        Set<String> unheard = topics.stream().map(Topic::name).collect(Collectors.toCollection(HashSet::new));
        while (!unheard.isEmpty()) {
            admin.describeTopics(unheard).topicNameValues().forEach((name, told) -> {
                try {
                    described.put(name, await(name, told));
                } catch (UnheardException e) {
                    if (System.nanoTime() > deadline) {
                        throw unavailable(name, e.getCause());
                    }
                }
            });
            unheard.removeAll(described.keySet());
            pauseIf(!unheard.isEmpty());
        }
        return described;
    }

    private static void pauseIf(boolean needed) {
        try {
            Thread.sleep(needed ? PAUSE_MS : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.unavailable("interrupted", "Interrupted while looking at topics", e);
        }
    }

    /**
     * Whether topics would take rows, as far as that can be asked: who may not read a topic's settings learns it from the first row.
     *
     * @param topics that exist
     * @param keyless names of those whose rows have no key
     * @param compression how they have to keep their records; empty: in any way
     * @throws FailureException (Rejected) with every topic that would not
     */
    public void requireTakesRows(Collection<Topic> topics, Set<String> keyless, Optional<String> compression) {
        List<String> names = topics.stream().map(Topic::name).toList();
        var descriptions = admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        var configs = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values();
        List<String> refused = new ArrayList<>();
        for (String name : names) {
            ifTold(descriptions.get(name))
                    .filter(topic -> !mayWrite(topic))
                    .ifPresent(topic -> refused.add("This service's user may not write to topic " + name
                            + ": grant it Write there, or choose another topic prefix."));
        }
        configs.forEach((topic, told) -> ifTold(told).ifPresent(config -> {
            if (keyless.contains(topic.name()) && isCompacted(config)) {
                refused.add("Topic " + topic.name()
                        + " is compacted, and Kafka takes no record without a key there, but its table has no primary"
                        + " key: set the topic's cleanup.policy to delete, or choose another topic prefix.");
            }
            String kept = config.get(TopicConfig.COMPRESSION_TYPE_CONFIG).value();
            if (!kept.equals(compression.orElse(kept))) {
                refused.add("Topic " + topic.name() + " keeps records by compression.type=" + kept + ", not "
                        + compression.get() + ": set it so, or choose another topic prefix.");
            }
        }));
        if (!refused.isEmpty()) {
            throw FailureException.rejected("topic-refused", refused);
        }
    }

    /** Clusters without access control may say nothing of rights. */
    private static boolean mayWrite(TopicDescription topic) {
        Set<AclOperation> allowed = topic.authorizedOperations();
        return allowed == null || allowed.contains(AclOperation.WRITE) || allowed.contains(AclOperation.ALL);
    }

    private static boolean isCompacted(Config topic) {
        return topic.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    private static <T> Optional<T> ifTold(KafkaFuture<T> answer) {
        try {
            return Optional.of(answer.get());
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.unavailable("interrupted", "Interrupted while looking at topics", e);
        }
    }

    private static <T> T await(String topic, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.unavailable("interrupted", "Interrupted while creating topic " + topic, e);
        }
    }

    private static RuntimeException failure(String topic, ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof TopicExistsException) {
            return new ExistsException();
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new UnheardException(cause);
        }
        Optional<KafkaException> refusal = Refusals.in(cause);
        if (refusal.isPresent()) {
            return refused(topic, Refusals.sentence(refusal.get()));
        }
        return unavailable(topic, cause);
    }

    private static FailureException unavailable(String topic, @Nullable Throwable cause) {
        // A timeout's own text tells times and attempts, others each time.
        String why = cause instanceof TimeoutException
                ? "Kafka has not answered for " + TIMEOUT_MS / 1000 + " s. Are enough brokers up?"
                : cause == null ? "it says nothing of why" : cause.getMessage();
        return FailureException.unavailable(
                "kafka-unavailable", "Topic " + topic + " could not be created: " + why, cause);
    }

    private static FailureException refused(String topic, String why) {
        return FailureException.rejected("topic-refused", "Kafka refuses topic " + topic + ": " + why + ".");
    }

    private static final class ExistsException extends RuntimeException {}

    private static final class UnheardException extends RuntimeException {
        UnheardException(Throwable cause) {
            super(cause);
        }
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(5));
    }
}
