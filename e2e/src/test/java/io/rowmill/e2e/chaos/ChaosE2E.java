package io.rowmill.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.FanInStates;
import io.rowmill.e2e.harness.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Kills, stalls and outages by the dozen: {@code -Pchaos}, with {@code -Dchaos.seed=...} for those of another time. */
@Tag("chaos")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosE2E {
    private static final Duration STALL = Duration.ofMinutes(2);
    private static final Duration OUTAGE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Fewer than any sample of the test has. */
    private static final int CHUNKS = 10;

    private final Seeded seeded = Seeded.fromProperties();
    private Pipeline pipeline;
    private Map<String, String> weights;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        pipeline = Pipeline.start(dir, 60);
        weights = pipeline.weights(pipeline.assertRunIsUnharmed(pipeline.fit()));
    }

    @BeforeEach
    void awaitReady() {
        pipeline.awaitReady();
    }

    @AfterAll
    void stop() throws Exception {
        pipeline.close();
    }

    @RepeatedTest(5)
    void everyServiceMayBeKilledAtAnyMomentOfARunAndOfASample(RepetitionInfo round) throws Exception {
        seeded.test(round.getCurrentRepetition(), random -> {
            // When
            Pipeline.Ongoing fit = pipeline.fit();
            pipeline.carryOut(each(service -> Kill.inRun(service, Pipeline.TABLES.size(), random)), fit)
                    .join();
            String runId = pipeline.assertRunIsUnharmed(fit);
            Pipeline.Ongoing sample = pipeline.sample("killed");
            pipeline.carryOut(each(service -> Kill.inSample(service, CHUNKS, random)), sample)
                    .join();

            // Then
            assertThat(pipeline.weights(runId)).isEqualTo(weights);
            pipeline.assertSampleIsUnharmed(sample, "killed");
        });
    }

    @Test
    void aTrainerThatStallsForTwoMinutesIsFenced() throws Exception {
        // Given
        Pipeline.Ongoing fit = pipeline.fit();
        Await.until("an epoch of the longest job", LIMIT, () -> !pipeline.epochs(fit.mark(), Pipeline.LONGEST)
                .isEmpty());
        ServiceProcess trainer = pipeline.trainerOf(Pipeline.LONGEST);
        int logged = trainer.log().length();

        // When
        stall(trainer);

        // Then
        Await.until("the trainer that woke up gives its job up", LIMIT, () -> trainer.log()
                .substring(logged)
                .contains("which belongs to another worker now"));
        assertThat(trainer.log().substring(logged)).doesNotContain("trained " + Pipeline.LONGEST + " in");
        assertThat(pipeline.weights(pipeline.assertRunIsUnharmed(fit))).isEqualTo(weights);
        Pipeline.Ongoing sample = pipeline.sample("trainer-stalled");
        pipeline.assertSampleIsUnharmed(sample, "trainer-stalled");
    }

    @RepeatedTest(2)
    void aSamplerThatStallsForTwoMinutesIsFenced(RepetitionInfo round) throws Exception {
        seeded.test(round.getCurrentRepetition(), random -> {
            // Given
            Pipeline.Ongoing sample = pipeline.sample("sampler-stalled");
            ServiceProcess sampler = pipeline.cluster().service("sampler-" + (1 + random.nextInt(2)));
            sample.await(random.nextBoolean() ? "SampleChunkRequested" : "Row", 1 + random.nextInt(CHUNKS));

            // When
            int logged = sampler.log().length();
            stall(sampler);

            // Then
            boolean hadAChunk = sampler.log().substring(logged).contains("which belongs to another worker now");
            System.out.println(sampler.name() + (hadAChunk ? " gives its chunk up" : " had no chunk"));
            pipeline.assertSampleIsUnharmed(sample, "sampler-stalled");
        });
    }

    private static void stall(ServiceProcess service) throws Exception {
        service.stall();
        System.out.println(service.name() + " stalls");
        Thread.sleep(STALL.toMillis());
        service.wake();
    }

    @RepeatedTest(2)
    void theBrokerMayBeKilled(RepetitionInfo round) throws Exception {
        seeded.test(round.getCurrentRepetition(), random -> {
            // When
            Pipeline.Ongoing fit = pipeline.fit();
            fit.await("TrainingProgressed", 1 + random.nextInt(30));
            pipeline.cluster().crashBroker();
            String runId = pipeline.assertRunIsUnharmed(fit);
            Pipeline.Ongoing sample = pipeline.sample("broker-killed");
            sample.await(random.nextBoolean() ? "SampleChunkRequested" : "Row", 1 + random.nextInt(CHUNKS));
            pipeline.cluster().crashBroker();

            // Then
            assertThat(pipeline.weights(runId)).isEqualTo(weights);
            pipeline.assertSampleIsUnharmed(sample, "broker-killed");
        });
    }

    @Test
    void theStoreMayBeAwayForAMinute() throws Exception {
        seeded.test(0, random -> {
            // When
            Pipeline.Ongoing fit = pipeline.fit();
            fit.await(
                    List.of("TableIngested", "TablePrepared", "TrainingProgressed")
                            .get(random.nextInt(3)),
                    2);
            losePipelineToStore();
            String runId = pipeline.assertRunIsUnharmed(fit);
            Pipeline.Ongoing sample = pipeline.sample("store-away");
            sample.await("SampleChunkRequested", 1 + random.nextInt(CHUNKS));
            losePipelineToStore();

            // Then
            assertThat(pipeline.weights(runId)).isEqualTo(weights);
            pipeline.assertSampleIsUnharmed(sample, "store-away");
        });
    }

    private void losePipelineToStore() throws Exception {
        pipeline.cluster().store().cut();
        System.out.println("the store is away");
        Thread.sleep(OUTAGE.toMillis());
        pipeline.cluster().store().mend();
    }

    @Test
    void aCancelledRunIsGoneWithinAnEpochOfEachTrainerWhileAnotherGoesOn() throws Exception {
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

    private interface Planned {
        Kill of(String service);
    }

    private static List<Kill> each(Planned planned) {
        return Pipeline.SERVICES.stream().map(planned::of).toList();
    }
}
