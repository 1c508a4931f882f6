package io.rowmill.platform.topic;

import io.rowmill.core.failure.FailureException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
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

    /** @throws FailureException (Transient) if the cluster can't be reached in 30 s */
    public void ensure(Collection<Topic> topics) {
        var newTopics = topics.stream().map(t -> t.toNewTopic(replication)).toList();
        Map<String, KafkaFuture<Void>> results = admin.createTopics(
                        newTopics, new CreateTopicsOptions().timeoutMs(TIMEOUT_MS))
                .values();
        for (var result : results.entrySet()) {
            await(result.getKey(), result.getValue());
        }
    }

    private static void await(String topic, KafkaFuture<Void> created) {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw FailureException.unavailable(
                        "kafka-unavailable", "Topic " + topic + " could not be created: " + e.getCause(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.unavailable("interrupted", "Interrupted while creating topic " + topic, e);
        }
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofSeconds(5));
    }
}
