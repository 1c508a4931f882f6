package io.rowmill.sampler;

import io.rowmill.platform.Platform;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.TopicOffsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The topics that rows go to, as the cluster has them. */
interface RowTopics {
    /** How many partitions a new one has. */
    int partitions();

    /** As {@link Platform#ensureRowTopics}. */
    void ensure(List<Topic> topics, Set<String> keyless, Optional<String> compression);

    /** @return those that have ever held a record */
    List<String> used(List<String> topics);

    /** @return per topic the end offset of each partition */
    Map<String, Map<Integer, Long>> ends(List<String> topics);

    static RowTopics of(Platform platform) {
        return new RowTopics() {
            @Override
            public int partitions() {
                return platform.rowPartitions();
            }

            @Override
            public void ensure(List<Topic> topics, Set<String> keyless, Optional<String> compression) {
                platform.ensureRowTopics(topics, keyless, compression);
            }

            @Override
            public List<String> used(List<String> topics) {
                try (TopicOffsets offsets = new TopicOffsets(platform.kafkaProperties())) {
                    return topics.stream()
                            .filter(topic -> !offsets.isUnused(topic))
                            .toList();
                }
            }

            @Override
            public Map<String, Map<Integer, Long>> ends(List<String> topics) {
                Map<String, Map<Integer, Long>> ends = new TreeMap<>();
                try (TopicOffsets offsets = new TopicOffsets(platform.kafkaProperties())) {
                    topics.forEach(topic -> ends.put(topic, offsets.end(topic)));
                }
                return ends;
            }
        };
    }
}
