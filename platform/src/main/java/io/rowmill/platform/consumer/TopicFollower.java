package io.rowmill.platform.consumer;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.avro.UndecodableException;
import io.rowmill.platform.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics continuously from their beginning (or end), without a consumer group. It is for views that every instance has in
 * full, and for clients that watch. It skips a record that can't be decoded and logs it.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);

    /** Where reading starts. */
    public enum Start {
        BEGINNING,
        END
    }

    /** Sees each event on the follower's thread; {@code event} is null for a tombstone. */
    @FunctionalInterface
    public interface Listener {
        void onEvent(String topic, String key, @Nullable Object event);
    }

    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroCodec codec;
    private final Listener listener;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean stopping;

    public TopicFollower(
            String name,
            Collection<Topic> topics,
            Start start,
            Map<String, Object> clientProperties,
            AvroCodec codec,
            Listener listener) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        this.consumer = new KafkaConsumer<>(properties);
        this.codec = codec;
        this.listener = listener;
        Map<TopicPartition, Long> end;
        try {
            end = assign(topics, start);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        this.thread = new Thread(() -> follow(end), name);
        this.thread.setDaemon(true);
    }

    /** @return where the topics end now */
    private Map<TopicPartition, Long> assign(Collection<Topic> topics, Start start) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(t -> consumer.partitionsFor(t.name()).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        if (start == Start.BEGINNING) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        }
        return consumer.endOffsets(partitions);
    }

    public TopicFollower start() {
        thread.start();
        return this;
    }

    /** Waits until all records that existed at the start have been read. */
    public boolean awaitCaughtUp(Duration timeout) {
        try {
            return caughtUp.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void follow(Map<TopicPartition, Long> end) {
        while (!stopping) {
            try {
                if (caughtUp.getCount() > 0 && reached(end)) {
                    caughtUp.countDown();
                }
                consumer.poll(POLL).forEach(this::deliver);
            } catch (WakeupException e) {
                LOG.debug("woken up");
            } catch (KafkaException e) {
                LOG.warn("{}; trying again", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("skips an event that could not be handled", e);
            }
        }
        consumer.close();
    }

    private boolean reached(Map<TopicPartition, Long> end) {
        return end.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
    }

    private void deliver(ConsumerRecord<String, byte[]> record) {
        while (!stopping) {
            try {
                Object event = record.value() == null ? null : codec.decode(record.topic(), record.value());
                listener.onEvent(record.topic(), record.key(), event);
                return;
            } catch (UndecodableException e) {
                LOG.warn("skips a record of {} that can't be decoded: {}", record.topic(), e.getMessage());
                return;
            } catch (FailureException e) {
                LOG.warn("{}; trying again", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
