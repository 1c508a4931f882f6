package io.rowmill.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.FanInStates;
import io.rowmill.e2e.harness.ServiceProcess;
import io.rowmill.e2e.harness.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every service as its own process beside a broker, registry and store that run no service at all; each of them is killed once,
 * and one stalls. In order, since each test begins with what the one before has left: a pipeline that works.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeparateServicesE2E {
    private static final Duration STALL = Duration.ofSeconds(14);

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Of the longest job; soon over. */
    private static final int EARLY_EPOCH = 3;

    private final Seeded seeded = Seeded.fromProperties();
    private Pipeline pipeline;
    private Map<String, String> weights;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        pipeline = Pipeline.start(dir, 60);
    }

    @AfterAll
    void stop() throws Exception {
        pipeline.close();
    }

    @Test
    @Order(1)
    void twoTrainersAndTwoSamplersShareTheWorkAndMakeTheRowsOfOneProcess() throws Exception {
        // When
        weights = pipeline.weights(pipeline.assertRunIsUnharmed(pipeline.fit()));
        pipeline.assertSampleIsUnharmed(pipeline.sample("shared"), "shared");

        // Then
        assertThat(Workers.thatCommitted(pipeline.up(), "rowmill-trainer")).hasSize(2);
        assertThat(Workers.thatCommitted(pipeline.up(), "rowmill-sampler")).hasSize(2);
    }

    @Test
    @Order(2)
    void eachServiceMayBeKilled() throws Exception {
        seeded.test(0, random -> {
            // Given
            List<Kill> inRun = Pipeline.SERVICES.subList(0, 3).stream()
                    .map(service -> Kill.inRun(service, Pipeline.TABLES.size(), random))
                    .toList();
            List<Kill> inSample = List.of(Kill.inSample("sampler", 10, random));

            // When
            Pipeline.Ongoing fit = pipeline.fit();
            CompletableFuture<Void> kills = pipeline.carryOut(inRun, fit);
            killTheTrainerThatHasACheckpoint(fit);
            kills.join();
            String runId = pipeline.assertRunIsUnharmed(fit);
            Pipeline.Ongoing sample = pipeline.sample("killed");
            pipeline.carryOut(inSample, sample).join();

            // Then
            assertThat(pipeline.weights(runId)).isEqualTo(weights);
            pipeline.assertSampleIsUnharmed(sample, "killed");
            pipeline.awaitReady();
            assertThat(pipeline.jobFiles()).as("files of jobs that were killed").isEmpty();
        });
    }

    /** Training goes on where the checkpoint was made, by whoever takes it over. */
    private void killTheTrainerThatHasACheckpoint(Pipeline.Ongoing fit) throws Exception {
        String runId = fit.subject("FitRequested");
        Await.until("epochs", LIMIT, () -> pipeline.epochs(fit.mark(), Pipeline.LONGEST)
                .contains(EARLY_EPOCH));
        Instant then = Instant.now();
        Await.until("a checkpoint", LIMIT, () -> pipeline.objects().hasCheckpointSince(then, runId, Pipeline.LONGEST));
        ServiceProcess trainer = pipeline.trainerOf(Pipeline.LONGEST);
        trainer.kill();
        int mark = pipeline.events().mark();
        trainer.start();
        Await.until("progress after the kill", LIMIT, () -> !pipeline.epochs(mark, Pipeline.LONGEST)
                .isEmpty());
        assertThat(pipeline.epochs(mark, Pipeline.LONGEST).get(0)).isGreaterThan(EARLY_EPOCH);
    }

    @Test
    @Order(3)
    void aSamplerThatStallsInTheMiddleOfAChunkIsFenced() throws Exception {
        seeded.test(0, random -> {
            // Given
            Pipeline.Ongoing sample = pipeline.sample("stalled");
            ServiceProcess sampler = pipeline.cluster().service("sampler-" + (1 + random.nextInt(2)));

            // When
            sample.await(random.nextBoolean() ? "SampleChunkRequested" : "SampleProgressed", 1 + random.nextInt(5));
            sampler.stall();
            Thread.sleep(STALL.toMillis());
            sampler.wake();

            // Then
            pipeline.assertSampleIsUnharmed(sample, "stalled");
        });
    }

    @Test
    @Order(4)
    void aCancelledRunIsGoneWithinAnEpochWhileAnotherGoesOn() throws Exception {
        // Given
        Pipeline.Ongoing endless = pipeline.endlessFit();
        String cancelled = endless.end().get(0);
        endless.await("TrainingProgressed", 1);
        Pipeline.Ongoing other = pipeline.fit();
        other.await("TableIngested", 1);

        // When
        pipeline.up().run("cancel", cancelled).exits(0);
        other.await("RunCancelled", 1);
        int mark = pipeline.events().mark();
        String unharmed = pipeline.assertRunIsUnharmed(other);

        // Then
        assertThat(pipeline.weights(unharmed)).isEqualTo(weights);
        assertThat(pipeline.up().run("run", cancelled).exits(0).out()).contains("CANCELLED");
        assertThat(pipeline.events().since(mark).filter(e -> e.subject().equals(cancelled)))
                .as("an epoch of each trainer's job at most, and the status")
                .allMatch(e -> e.type().equals("TrainingProgressed") || e.type().equals("RunStatus"))
                .filteredOn(e -> e.type().equals("TrainingProgressed"))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(pipeline.objects().realRows(cancelled)).isEmpty();
        assertThat(FanInStates.subjects(pipeline.up())).doesNotContain(cancelled, unharmed);
    }
}
