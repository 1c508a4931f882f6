package io.rowmill.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.sampling.TablePlan;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleRequested;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePlannerTest {
    private static final String PLAN = ArtifactKeys.samplePlan(SmallSample.ID);

    @TempDir
    private Path dir;

    private SmallSample sample;

    @BeforeEach
    void aModel() throws IOException {
        sample = new SmallSample(dir);
    }

    @AfterEach
    void close() {
        sample.close();
    }

    private Failure failure(SampleRequested request) {
        return catchThrowableOfType(FailureException.class, () -> sample.plan(request))
                .failure();
    }

    private StoredPlan stored() throws IOException {
        return sample.run.artifacts().read(PLAN, StoredPlan.class);
    }

    @Test
    void thePlanIsStoredAndItsTopicsAreThereBeforeItIsAnnounced() throws Exception {
        // When
        RecordedJob job = sample.plan(SmallSample.request().build());

        // Then
        assertThat(sample.run.store().effects()).containsExactly(PLAN, "event " + Topics.SAMPLE_PLANS.name());
        assertThat(sample.cluster.made)
                .containsOnlyKeys("rowmill.rows.small.sample-1.customers", "rowmill.rows.small.sample-1.orders");
        assertThat(sample.cluster.keyless).containsExactly("rowmill.rows.small.sample-1.orders");
        SamplePlanned planned = job.events(SamplePlanned.class).get(0);
        assertThat(planned.getModelId()).isEqualTo(sample.model.getModelId());
        assertThat(planned.getRowPartitions()).isEqualTo(4);
        assertThat(PlanRecords.read(planned)).isEqualTo(stored().samplePlan());
    }

    @Test
    void whatTheRequestAsksForIsInThePlan() throws Exception {
        // When
        sample.plan(SmallSample.request()
                .setRows(Map.of(SmallDatabase.CUSTOMERS, 25L))
                .setSeed(5L)
                .setCompression("zstd")
                .setTopicPrefix("mine")
                .build());

        // Then
        TablePlan customers = stored().samplePlan().table(SmallDatabase.CUSTOMERS);
        assertThat(customers.exactRows()).hasValue(25);
        assertThat(stored().samplePlan().chunkRows()).isEqualTo(10);
        assertThat(stored().topicPrefix()).isEqualTo("mine");
        assertThat(sample.cluster.made).containsEntry("mine.customers", Optional.of("zstd"));
        assertThat(sample.run.store().exists(ArtifactKeys.rowTopic("mine.customers")))
                .as("a topic of the request's own is claimed")
                .isTrue();
    }

    @Test
    void aPlanThatExistsIsAnnouncedAgainAsItIs() throws Exception {
        // Given
        RecordedJob first = sample.plan(SmallSample.request().setScale(1).build());

        // When: the same sample, asked for otherwise
        RecordedJob again = sample.plan(SmallSample.request().setScale(3).build());

        // Then
        assertThat(again.events(SamplePlanned.class)).isEqualTo(first.events(SamplePlanned.class));
        assertThat(sample.run.store().effects()).containsExactly("event " + Topics.SAMPLE_PLANS.name());
    }

    @Test
    void aSampleThatIsCompleteIsNotMadeAgain() throws Exception {
        // Given
        sample.run.store().put(ArtifactKeys.sampleManifest(SmallSample.ID), new byte[0]);

        // When
        RecordedJob job = sample.plan(SmallSample.request().build());

        // Then
        assertThat(job.published()).isEmpty();
        assertThat(sample.cluster.made).isEmpty();
    }

    @Test
    void theModelsSeedIsTakenWhereNoneIsGiven() throws Exception {
        // Given
        sample.plan(SmallSample.request().build());
        StoredPlan unseeded = stored();
        sample.run.store().delete(PLAN);

        // When: the model's manifest has seed 7
        sample.plan(SmallSample.request().setSeed(7L).build());

        // Then
        assertThat(stored()).isEqualTo(unseeded);
    }

    @Test
    void aTopicOfOthersEndsTheSampleBeforeAnyTopicIsMade() {
        // Given
        sample.cluster.used.add("theirs.orders");

        // When
        Failure failure = failure(SmallSample.request().setTopicPrefix("theirs").build());

        // Then
        assertThat(failure.code()).isEqualTo("foreign-topic");
        assertThat(sample.cluster.made).isEmpty();
    }

    @Test
    void badInputIsRejectedWithASentenceAndWithoutAPlan() throws Exception {
        assertThat(failure(SmallSample.request().setCompression("brotli").build()))
                .isEqualTo(new Failure.Rejected(
                        "invalid-compression",
                        List.of("The compression must be one of gzip, zstd, lz4, snappy, none.")));
        assertThat(failure(SmallSample.request().setTopicPrefix("rowmill.mine").build())
                        .code())
                .isEqualTo("invalid-topic-prefix");
        assertThat(failure(SmallSample.request().setSampleId("../x").build()).code())
                .isEqualTo("invalid-name");
        assertThat(failure(SmallSample.request().setScale(1e9).build())).isInstanceOf(Failure.Rejected.class);
        assertThat(sample.run.store().exists(PLAN)).isFalse();
    }

    @Test
    void settingsThatNoSampleCouldKeepStopTheService() {
        assertThatThrownBy(() -> sample.planner(0, 10))
                .hasMessage("rowmill.sampler.chunk-rows must be at least 1, not 0");
        assertThatThrownBy(() -> sample.planner(1, Long.MAX_VALUE))
                .hasMessageContaining("rowmill.sampler.max-rows-per-request must be at least 1 and at most 1000000000");
    }
}
