package io.rowmill.benchmarks;

import io.rowmill.platform.Platform;
import io.rowmill.platform.consumer.TopicFollower;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.TrainingProgressed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When which event of the pipeline arrived, status and progress left out: what shows where a run waits. */
final class Timeline implements AutoCloseable {
    private record Arrival(long nanos, String what) {}

    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final TopicFollower follower;
    private volatile long start;

    Timeline(Platform platform) {
        follower = new TopicFollower(
                        "benchmark-timeline",
                        Topics.all(),
                        TopicFollower.Start.END,
                        platform.kafkaProperties(),
                        platform.codec(),
                        (topic, key, event) -> note(key, event))
                .start();
    }

    private void note(String key, Object event) {
        if (event != null && !(event instanceof RunStatus) && !(event instanceof TrainingProgressed)) {
            arrivals.add(new Arrival(System.nanoTime(), event.getClass().getSimpleName() + " " + key));
        }
    }

    void begin() {
        arrivals.clear();
        start = System.nanoTime();
    }

    /** To stderr, in milliseconds since {@link #begin}. */
    void print() {
        arrivals.forEach(a -> System.err.printf("%6d ms  %s%n", (a.nanos - start) / 1_000_000, a.what));
    }

    @Override
    public void close() {
        follower.close();
    }
}
