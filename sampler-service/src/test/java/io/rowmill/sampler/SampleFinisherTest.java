package io.rowmill.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.SampleManifest;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.WatchedStore;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleWritten;
import io.rowmill.schemas.SampledTable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleFinisherTest {
    private static final String MANIFEST = ArtifactKeys.sampleManifest("s");
    private static final String HAND_OVERS = ArtifactKeys.handOvers("s");
    private static final SampleWritten WRITTEN = new SampleWritten(
            "s", "model", List.of(new SampledTable("a", "rows.a", 10L, 2L, "00000000000000ff")), Instant.EPOCH);

    private final WatchedStore store = new WatchedStore();
    private final Artifacts artifacts = new Artifacts(store);

    private RecordedJob handle() throws IOException {
        store.forgetEffects();
        RecordedJob job = new RecordedJob(store::note);
        new SampleFinisher(artifacts, new SmallSample.Cluster()).handle(WRITTEN, job);
        return job;
    }

    @Test
    void theManifestIsThereBeforeHandOversGoAndBeforeItIsAnnounced() throws IOException {
        // When
        RecordedJob job = handle();

        // Then
        assertThat(store.effects())
                .containsExactly(
                        MANIFEST,
                        "delete " + HAND_OVERS,
                        "delete " + ArtifactKeys.given("s"),
                        "event " + Topics.SAMPLES.name());
        SampleManifest manifest = artifacts.read(MANIFEST, SampleManifest.class);
        assertThat(manifest.tables())
                .containsExactly(new SampleManifest.Table("a", "rows.a", 10, 2, "00000000000000ff", Map.of(0, 7L)));
        assertThat(manifest.isOf(job.events(SampleCompleted.class).get(0))).isTrue();
    }

    @Test
    void aSampleThatIsFinishedIsAnnouncedAsItWasThen() throws IOException {
        // Given
        List<SampleCompleted> first = handle().events(SampleCompleted.class);

        // When
        List<SampleCompleted> again = handle().events(SampleCompleted.class);

        // Then
        assertThat(again).as("with the time of then").isEqualTo(first);
        assertThat(store.effects()).doesNotContain(MANIFEST);
    }

    @Test
    void handOversThatAProcessLeftBehindGoWithTheReplay() throws IOException {
        // Given
        handle();
        store.put(HAND_OVERS + "a/0", new byte[] {1});

        // When
        handle();

        // Then
        assertThat(store.exists(HAND_OVERS + "a/0")).isFalse();
    }
}
