package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.Platform;
import io.rowmill.platform.consumer.TopicFollower;
import io.rowmill.platform.consumer.TopicFollower.Start;
import io.rowmill.platform.topic.Topic;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a compacted topic says right now. */
final class TopicView {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TopicView() {}

    /** @return the latest value of each key */
    static <T> List<T> latest(Platform platform, Topic topic, Class<T> type) {
        Map<String, T> latest = Collections.synchronizedMap(new LinkedHashMap<>());
        try (TopicFollower follower = new TopicFollower(
                        "view-" + topic.name(),
                        List.of(topic),
                        Start.BEGINNING,
                        platform.kafkaProperties(),
                        platform.codec(),
                        (name, key, event) -> {
                            if (event == null) {
                                latest.remove(key);
                            } else if (type.isInstance(event)) {
                                latest.put(key, type.cast(event));
                            }
                        })
                .start()) {
            if (!follower.awaitCaughtUp(PATIENCE)) {
                throw FailureException.unavailable(
                        "kafka-unavailable", "Topic " + topic.name() + " could not be read to its end.", null);
            }
        }
        return List.copyOf(latest.values());
    }
}
