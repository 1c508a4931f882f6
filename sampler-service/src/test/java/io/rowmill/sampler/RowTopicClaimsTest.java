package io.rowmill.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.testing.WatchedStore;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTopicClaimsTest {
    private static final List<Topic> TOPICS = List.of(Topics.rows("mine", "a", 1), Topics.rows("mine", "b", 1));

    private final WatchedStore store = new WatchedStore();
    private final SmallSample.Cluster cluster = new SmallSample.Cluster();
    private final RowTopicClaims claims = new RowTopicClaims(new Artifacts(store), cluster);

    @Test
    void topicsThatNobodyUsesAreRowmillsFromThenOn() throws IOException {
        // Given
        claims.claim(TOPICS, "s1");
        cluster.used.addAll(List.of("mine.a", "mine.b"));

        // When: rows of the first sample are there
        store.forgetEffects();
        claims.claim(TOPICS, "s2");

        // Then
        assertThat(store.effects()).as("the first claim stays").isEmpty();
        assertThat(store.exists(ArtifactKeys.rowTopic("mine.a"))).isTrue();
    }

    @Test
    void everyTopicOfOthersIsNamedAndNoneIsClaimed() {
        // Given
        cluster.used.add("mine.b");

        // When
        FailureException failure = catchThrowableOfType(FailureException.class, () -> claims.claim(TOPICS, "s1"));

        // Then
        assertThat(failure.failure().code()).isEqualTo("foreign-topic");
        assertThat(failure.failure().messages())
                .containsExactly("Topic mine.b holds records that are not rowmill's: choose another topic prefix.");
        assertThat(store.effects()).isEmpty();
    }
}
