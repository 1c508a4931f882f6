package io.rowmill.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.FootballFiles;
import io.rowmill.e2e.harness.SampleAudit;
import io.rowmill.e2e.harness.ServiceProcess;
import io.rowmill.e2e.harness.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * Every service as its own process beside a broker, registry and store that run no service at all; each of them is killed once.
 * In order, since each test begins with what the one before has left: a pipeline that works.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeparateServicesE2E {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Of the longest job; soon over. */
    private static final int EARLY_EPOCH = 3;

    private static final int MOST_DEALS = 8;

    private final Seeded seeded = Seeded.fromProperties();
    private Pipeline pipeline;
    private Map<String, String> weights;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        pipeline = Pipeline.start(dir, 40);
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
    void twoTrainersLearnBatchesOfOneTableAtOnceEachWithItsOwnCheckpoint() throws Exception {
        // Given
        Pipeline.Ongoing fit = pipeline.wideFit();

        // When
        for (int deal = 1; !bothTrainersKeepACheckpointOf(fit); deal++) {
            assertThat(deal).as("runs whose batches all went to one trainer").isLessThan(MOST_DEALS);
            fit = pipeline.wideFit();
        }
        String runId = pipeline.assertRunIsUnharmed(fit);

        // Then
        Set<String> digests = new HashSet<>();
        for (String batch : Pipeline.BATCHES) {
            assertThat(digests.add(pipeline.objects().weights(runId, "visit", batch)))
                    .isTrue();
            assertThat(pipeline.epochs(fit.mark(), "visit", batch)).isSorted().contains(1, 60);
        }
    }

    /** Jobs go to partitions by their names, which begin with the run's: one run in four has all three at one trainer. */
    private boolean bothTrainersKeepACheckpointOf(Pipeline.Ongoing fit) throws Exception {
        String runId = fit.subject("FitRequested");
        Set<String> seen = new HashSet<>();
        Await.until("a checkpoint of each trainer, or the run's end", LIMIT, () -> {
            seen.addAll(pipeline.trainersThatKeep(runId, "visit"));
            return seen.size() == 2 || fit.isDone();
        });
        return seen.size() == 2;
    }

    @Test
    @Order(3)
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

    @Test
    @Order(4)
    void rowsBelongTogetherThoughTwoSamplersMakeThemAndOneIsKilled(@TempDir Path dir) throws Exception {
        seeded.test(0, random -> {
            // Given
            Path football = FootballFiles.write(dir.resolve("football"), 1, 8);
            pipeline.quickFit(football, "football").end();

            // When
            Pipeline.Ongoing sample = pipeline.sample("football", dir.resolve("out"));
            pipeline.carryOut(List.of(Kill.inSample("sampler", 10, random)), sample)
                    .join();
            String sampleId = sample.end().get(0);

            // Then
            SampleAudit.assertEveryRowExactlyOnce(pipeline.up(), sampleId);
            FootballFiles.assertRulesHold(DatabaseFiles.read(dir.resolve("out"), football.resolve("metadata.json")));
            pipeline.awaitReady();
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
}
