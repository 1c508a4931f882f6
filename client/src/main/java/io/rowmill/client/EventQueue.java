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
import java.util.function.Function;
import java.util.function.Predicate;

/** New events of some topics that a predicate lets through, handed from the follower's thread to the caller's. */
final class EventQueue implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(500);

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

    /**
     * Hands on every event until one of them is the end.
     *
     * @param quiet called twice a second while no event arrives
     * @param outcome what an event ends with; empty if it isn't the end
     */
    <T> T await(Runnable quiet, Function<Object, Optional<T>> outcome) throws InterruptedException {
        while (true) {
            Object event = events.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                quiet.run();
                continue;
            }
            Optional<T> end = outcome.apply(event);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
