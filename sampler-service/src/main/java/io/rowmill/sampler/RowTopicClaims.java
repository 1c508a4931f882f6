package io.rowmill.sampler;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.topic.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps rows out of topics of others. A topic that a request's prefix leads to must be new, or empty, or one that rowmill has
 * written rows to before. Storage remembers which those are.
 */
final class RowTopicClaims {
    private final Artifacts artifacts;
    private final RowTopics cluster;

    RowTopicClaims(Artifacts artifacts, RowTopics cluster) {
        this.artifacts = artifacts;
        this.cluster = cluster;
    }

    /** @param sampleId the first one that wrote to the topic */
    record Claim(int formatVersion, String topic, String sampleId) {
        static final int FORMAT_VERSION = 1;
    }

    /** @throws FailureException (Rejected) with every topic that is somebody else's; then none is claimed */
    void claim(List<Topic> topics, String sampleId) throws IOException {
        List<String> unclaimed = new ArrayList<>();
        for (Topic topic : topics) {
            if (!artifacts.store().exists(ArtifactKeys.rowTopic(topic.name()))) {
                unclaimed.add(topic.name());
            }
        }
        requireUnused(unclaimed);
        for (String topic : unclaimed) {
            artifacts.createOnce(
                    ArtifactKeys.rowTopic(topic), new Claim(Claim.FORMAT_VERSION, topic, sampleId), Claim.class);
        }
    }

    private void requireUnused(List<String> topics) {
        List<String> foreign = cluster.used(topics);
        if (!foreign.isEmpty()) {
            throw FailureException.rejected(
                    "foreign-topic",
                    foreign.stream()
                            .map(topic -> "Topic " + topic
                                    + " holds records that are not rowmill's: choose another topic prefix.")
                            .toList());
        }
    }
}
