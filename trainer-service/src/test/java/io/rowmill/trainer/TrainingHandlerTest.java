package io.rowmill.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.synthesizer.TrainingCancelledException;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.model.Engines;
import io.rowmill.platform.testing.BootstrapEngine;
import io.rowmill.platform.testing.OrderOfEffects;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallDatabase;
import io.rowmill.platform.testing.SmallRun;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.SynthesizerTrained;
import io.rowmill.schemas.TrainingProgressed;
import io.rowmill.schemas.TrainingRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingHandlerTest {
    private static final String ORDERS = SmallDatabase.ORDERS;
    private static final String WHOLE = ColumnBatch.WHOLE_TABLE;

    @TempDir
    private Path dir;

    @TempDir
    private Path workDir;

    private final List<TrainingProgressed> progress = new ArrayList<>();
    private final Counter epochs = new SimpleMeterRegistry().counter("epochs");

    private SmallRun linked(Map<String, String> settings) throws IOException {
        return new SmallRun(dir).ingest(settings, null).prepare().link();
    }

    /** As the planner asks for it. */
    private static TrainingRequested request(SmallRun run) throws IOException {
        RecordedJob planned = new RecordedJob();
        new JobPlanner(run.artifacts()).handle(new LinkageFitted(run.id(), SmallDatabase.TABLES, ""), planned);
        return planned.events(TrainingRequested.class).stream()
                .filter(request -> request.getTable().equals(ORDERS))
                .findFirst()
                .orElseThrow();
    }

    private RecordedJob handle(SmallRun run, TrainingRequested request, RecordedJob job) throws IOException {
        run.store().forgetEffects();
        new TrainingHandler(
                        run.artifacts(),
                        run::data,
                        Engines.installed(),
                        (topic, key, subject, event) -> progress.add((TrainingProgressed) event),
                        workDir,
                        epochs)
                .handle(request, job);
        return job;
    }

    private RecordedJob handle(SmallRun run) throws IOException {
        return handle(run, request(run), run.job());
    }

    @Test
    void weightsAreStoredThenNamedThenAnnounced() throws IOException {
        // Given
        SmallRun run = linked(Map.of());

        // When
        RecordedJob job = handle(run);

        // Then
        String manifest = ArtifactKeys.jobManifest(run.id(), ORDERS, WHOLE);
        OrderOfEffects.assertKept(run.store().effects(), manifest, Topics.SYNTHESIZERS_TRAINED);
        assertThat(job.events(SynthesizerTrained.class))
                .containsExactly(new SynthesizerTrained(
                        run.id(), ORDERS, WHOLE, request(run).getJobs(), manifest));
        assertThat(run.trained(ORDERS, WHOLE).columns()).containsExactly("item", "paid");
        assertThat(run.trained(ORDERS, WHOLE).engine()).isEqualTo(BootstrapEngine.NAME);
    }

    /** The rows that the engine learns from have one item: it learns them well, and the model's rows are poor all the same. */
    @Test
    void theAccuracyTellsWhatHidingRareValuesHasCost() throws IOException {
        // Given
        long tea = SmallDatabase.rows(ORDERS).rows().stream()
                .filter(row -> row[1].equals("tea"))
                .count();
        double share = (double) tea / SmallDatabase.ORDER_ROWS;
        SmallRun open = linked(Map.of(ORDERS + ".rareValueThreshold", "0"));
        handle(open);
        SmallRun hidden = open.next("run-hidden")
                .ingest(Map.of(ORDERS + ".rareValueThreshold", Long.toString(tea + 1)), null)
                .prepare()
                .link();

        // When
        handle(hidden);

        // Then: of two columns, one has lost the share of tea
        double cost = open.trained(ORDERS, WHOLE).accuracy1()
                - hidden.trained(ORDERS, WHOLE).accuracy1();
        assertThat(cost).isGreaterThan(share / 4);
        assertThat(open.trained(ORDERS, WHOLE).warnings()).isEmpty();
        assertThat(hidden.trained(ORDERS, WHOLE).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("item"));
    }

    @Test
    void aJobThatIsDoneIsAnnouncedAgainAndNothingIsTrained() throws IOException {
        // Given
        SmallRun run = linked(Map.of());
        TrainingRequested request = request(run);
        List<SynthesizerTrained> first = handle(run, request, run.job()).events(SynthesizerTrained.class);
        run.data().delete();
        progress.clear();

        // When
        RecordedJob again = handle(run, request, run.job());

        // Then
        assertThat(again.events(SynthesizerTrained.class)).isEqualTo(first);
        assertThat(progress).isEmpty();
        OrderOfEffects.assertOnlyAnnounced(run.store().effects(), Topics.SYNTHESIZERS_TRAINED);
    }

    @Test
    void settingsOfTheTableReachTheEngineAndEveryEpochIsTold() throws IOException {
        // Given
        SmallRun run = linked(Map.of("epochs", "2", "orders.epochs", "5"));

        // When
        handle(run);

        // Then
        assertThat(run.trained(ORDERS, WHOLE).metrics()).containsEntry("epochs", 5.0);
        assertThat(run.trained(ORDERS, WHOLE).settings()).containsEntry("epochs", "5");
        assertThat(progress).extracting(TrainingProgressed::getEpoch).containsExactly(1, 2, 3, 4, 5);
        assertThat(progress).allMatch(p -> p.getEpochs() == 5 && p.getQuality() > 0.8);
        assertThat(epochs.count()).isEqualTo(5);
    }

    @Test
    void aJobThatDiedGoesOnFromItsCheckpoint() throws IOException {
        // Given: two of three epochs are behind it
        SmallRun run = linked(Map.of());
        run.store().put(ArtifactKeys.checkpoint(run.id(), ORDERS, WHOLE), new byte[] {2});

        // When
        handle(run);

        // Then
        assertThat(run.trained(ORDERS, WHOLE).metrics()).containsEntry("epochsOfThisProcess", 1.0);
        assertThat(progress).extracting(TrainingProgressed::getEpoch).containsExactly(3);
    }

    @Test
    void aRunThatHasEndedLeavesNoManifestAndNoEvent() throws IOException {
        // Given
        SmallRun run = linked(Map.of());
        TrainingRequested request = request(run);
        RecordedJob ended = run.job();
        ended.end();

        // When / Then
        assertThatThrownBy(() -> handle(run, request, ended)).isInstanceOf(TrainingCancelledException.class);
        assertThat(run.store().effects()).isEmpty();
    }

    @Test
    void anEngineThatIsNotHereIsRejectedByName() throws IOException {
        // Given
        SmallRun run = linked(Map.of());
        TrainingRequested request =
                TrainingRequested.newBuilder(request(run)).setEngine("oracle").build();

        // When
        FailureException failure = catchThrowableOfType(FailureException.class, () -> handle(run, request, run.job()));

        // Then
        assertThat(failure.failure()).isInstanceOf(Failure.Rejected.class);
        assertThat(failure.failure().code()).isEqualTo("unknown-engine");
        assertThat(failure.failure().messages()).singleElement().asString().contains("'oracle'", BootstrapEngine.NAME);
    }

    @Test
    void aSynthesizerIsMeasuredUnlessTheRunDoesNotValidate() throws IOException {
        // Given
        SmallRun measured = linked(Map.of());
        SmallRun silent = measured.next("run-silent")
                .ingest(Map.of("validate", "false"), null)
                .prepare()
                .link();

        // When
        handle(measured);
        handle(silent);

        // Then
        assertThat(measured.trained(ORDERS, WHOLE).accuracy1()).isBetween(0.8, 1.0);
        assertThat(measured.trained(ORDERS, WHOLE).accuracy2()).isBetween(0.8, 1.0);
        assertThat(silent.trained(ORDERS, WHOLE).accuracy1()).isNull();
        assertThat(progress).extracting(TrainingProgressed::getQuality).endsWith(null, null, null);
    }

    @Test
    void withABaseTrainingStartsFromItsWeightsWhereItIsToldTo() throws IOException {
        // Given
        SmallRun base = new SmallRun(dir);
        base.model();
        SmallRun warm = base.next("run-warm")
                .ingest(Map.of("warmStart", "true"), base.asBase(ORDERS, WHOLE))
                .prepare()
                .link();
        SmallRun cold = base.next("run-cold")
                .ingest(Map.of(), base.asBase(ORDERS, WHOLE))
                .prepare()
                .link();

        // When
        handle(warm);
        handle(cold);

        // Then
        assertThat(warm.trained(ORDERS, WHOLE).metrics())
                .containsEntry("earlierRows", (double) SmallDatabase.ORDER_ROWS);
        assertThat(cold.trained(ORDERS, WHOLE).metrics()).containsEntry("earlierRows", 0.0);
    }

    @Test
    void theSameJobTwiceGivesTheSameManifest() throws IOException {
        // Given
        SmallRun run = linked(Map.of());
        handle(run);
        SynthesizerManifest first = run.trained(ORDERS, WHOLE);
        run.store().delete(ArtifactKeys.jobManifest(run.id(), ORDERS, WHOLE));
        run.store().delete(ArtifactKeys.checkpoint(run.id(), ORDERS, WHOLE));

        // When
        handle(run);

        // Then
        assertThat(run.trained(ORDERS, WHOLE)).isEqualTo(first);
    }

    @Test
    void noRealRowStaysInTheWorkDirectory() throws IOException {
        // When
        handle(linked(Map.of()));

        // Then
        try (Stream<Path> left = Files.walk(workDir)) {
            assertThat(left).containsExactly(workDir);
        }
    }
}
