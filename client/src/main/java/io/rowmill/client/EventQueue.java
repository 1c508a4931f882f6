package io.rowmill.client;

import io.rowmill.platform.Platform;
import io.rowmill.platform.consumer.TopicFollower;
import io.rowmill.platform.consumer.TopicFollower.Start;
import io.rowmill.platform.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** New events of some topics that a predicate lets through, handed from the follower's thread to the caller's. */
final class EventQueue implements AutoCloseable {
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final TopicFollower follower;

    /** From now on: what is published after the constructor has returned is seen. */
    EventQueue(Platform platform, String name, List<Topic> topics, Predicate<Object> wanted) {
        follower = new TopicFollower(
                        name, topics, Start.END, platform.kafkaProperties(), platform.codec(), (topic, key, event) -> {
                            if (event != null && wanted.test(event)) {
                                events.add(event);
                            }
                        })
                .start();
    }

    Optional<Object> next(Duration timeout) throws InterruptedException {
        return Optional.ofNullable(events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        follower.close();
    }
}
