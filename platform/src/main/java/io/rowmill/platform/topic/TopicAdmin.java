package io.rowmill.platform.topic;

import io.rowmill.core.failure.FailureException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics with their partitions and retention; an existing topic is left as it is. */
public final class TopicAdmin implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;

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
        var newTopics = topics.stream().map(t -> t.toNewTopic(replication)).toList();
        Map<String, KafkaFuture<Void>> results = admin.createTopics(
                        newTopics, new CreateTopicsOptions().timeoutMs(TIMEOUT_MS))
                .values();
        List<Topic> existing = topics.stream()
                .filter(t -> !isCreated(t.name(), results.get(t.name())))
                .toList();
        checkPartitions(existing);
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

    private void checkPartitions(List<Topic> topics) {
        var descriptions =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        for (Topic topic : topics) {
            int partitions = await(topic.name(), descriptions.get(topic.name()))
                    .partitions()
                    .size();
            if (partitions < topic.partitions()) {
                throw FailureException.rejected(
                        "topic-too-small",
                        "Topic " + topic.name() + " exists with " + partitions + " partitions; rowmill needs "
                                + topic.partitions() + ".");
            }
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
        if (cause instanceof InvalidTopicException
                || cause instanceof PolicyViolationException
                || cause instanceof AuthorizationException) {
            return FailureException.rejected(
                    "topic-refused", "Kafka refuses topic " + topic + ": " + cause.getMessage());
        }
        return FailureException.unavailable(
                "kafka-unavailable", "Topic " + topic + " could not be created: " + cause.getMessage(), e);
    }

    private static final class ExistsException extends RuntimeException {}

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(5));
    }
}
