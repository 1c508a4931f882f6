package io.rowmill.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.SampleAudit;
import io.rowmill.e2e.harness.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator's bad days: {@code -Pcluster}. Whatever is killed, away or renewed, every row is there once. In order, since the
 * brokers of one test are those of the one before, with what they hold.
 */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterE2E {
    private static final int SCALE = 20;

    /** Of Chinook, as many as it has, times the scale. */
    private static final long ROWS = 15_607L * SCALE;

    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final String RELEASE = "4.4";

    private final Story story = new Story();
    private Deployment deployment;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        // Small chunks, so that two samplers have something to lose at any moment.
        deployment = Deployment.start(dir, Map.of("ROWMILL_SAMPLER_CHUNK_ROWS", "1000"));
        story.tell("three brokers of Kafka 3, Apicurio Registry, S3 by "
                + deployment.store().name() + ", seven service processes");
    }

    @AfterAll
    void stop() throws Exception {
        System.out.println("\n" + story.table() + "\n");
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    @Order(1)
    void aRunSurvivesTheLossOfEachServiceAndOfTheControllingBroker() throws Exception {
        Work fit = fit("40");
        fit.await("TableIngested", 3);
        killService("ingest");
        fit.await("TablePrepared", 4);
        killService("preprocess");
        fit.await("RunPrepared", 1);
        loseTheRegistryWhileLinkageStarts();
        fit.await("TrainingProgressed", 20);
        killService("trainer-1");
        fit.await("TrainingProgressed", 40);
        killBroker(deployment.kafka().controller());
        endOf("run", fit);
    }

    @Test
    @Order(2)
    void aSampleSurvivesKillsAndEveryLossOfBrokersOnKafka3() throws Exception {
        Work sample = sample();
        sample.awaitRows(ROWS / 20);
        killService("sampler-1");
        sample.awaitRows(ROWS / 5);
        killBroker(deployment.kafka().controller());
        sample.awaitRows(ROWS * 2 / 5);
        loseTwoOfThreeBrokers();
        sample.awaitRows(ROWS * 3 / 5);
        loseTheNeededCopies();
        sample.awaitRows(ROWS * 4 / 5);
        killService("sampler-2");
        assertEveryRowExactlyOnce(sample);
    }

    @Test
    @Order(3)
    void brokersAreRenewedOneByOneUnderARunAndASample() throws Exception {
        // Given
        Work fit = fit("60");
        fit.await("TrainingProgressed", 5);
        Work sample = sample();

        // When
        for (int node = 1; node <= 3; node++) {
            sample.awaitRows(ROWS * node / 5);
            renew(deployment.kafka().node(node), sample, fit);
        }
        deployment.kafka().finalizeUpgrade(RELEASE);
        story.tell("upgrade finalized: " + deployment.kafka().features() + still(sample, fit));

        // Then
        assertEveryRowExactlyOnce(sample);
        endOf("run", fit);
    }

    @Test
    @Order(4)
    void aSampleSurvivesTheSameOnKafka4() throws Exception {
        Work sample = sample();
        sample.awaitRows(ROWS / 20);
        killService("sampler-2");
        deployment.registry().kill();
        story.tell("kill -9 registry, while sampler-2 starts");
        // No rows are waited for: a table that sampler-1 hasn't written yet waits for the registry, too.
        assertWaits(deployment.service("sampler-2"), "No schema registry answers");
        killBroker(deployment.kafka().controller());
        deployment.registry().start();
        story.tell("registry is back");
        sample.awaitRows(ROWS * 2 / 5);
        loseTwoOfThreeBrokers();
        sample.awaitRows(ROWS * 3 / 5);
        loseTheNeededCopies();
        assertEveryRowExactlyOnce(sample);
    }

    private Work fit(String epochs) {
        story.tell("fit of Chinook, " + epochs + " epochs");
        return new Work(
                deployment,
                "fit",
                "--source",
                deployment.databaseUrl(),
                "--schema",
                "chinook",
                "--secret",
                "chinook",
                "--name",
                "chinook",
                "--set",
                "engine=ctgan",
                "--set",
                "epochs=" + epochs,
                "--set",
                "earlyStopping=false",
                "--set",
                "checkpointInterval=5s",
                "--follow");
    }

    private Work sample() {
        story.tell("sample of " + ROWS + " rows");
        return new Work(deployment, "sample", "chinook", "--scale", SCALE, "--follow");
    }

    private void killService(String name) throws Exception {
        deployment.service(name).kill();
        story.tell("kill -9 " + name);
        deployment.service(name).start();
    }

    private void killBroker(Node node) throws Exception {
        node.kill();
        story.tell("kill -9 broker " + node.id() + ", the leading controller");
        deployment.kafka().awaitLossOf(node);
        node.start();
        deployment.kafka().awaitWhole();
        story.tell("broker " + node.id() + " is back in sync");
    }

    /** The only process that can go on with the run is one that starts without its registry. */
    private void loseTheRegistryWhileLinkageStarts() throws Exception {
        deployment.registry().kill();
        story.tell("kill -9 registry");
        killService("linkage");
        assertWaits(deployment.service("linkage"), "No schema registry answers");
        deployment.registry().start();
        story.tell("registry is back");
        deployment.service("linkage").awaitReady();
        story.tell("linkage is ready");
    }

    private void loseTwoOfThreeBrokers() throws Exception {
        List<Node> lost = List.of(deployment.kafka().node(1), deployment.kafka().node(2));
        for (Node node : lost) {
            node.kill();
        }
        story.tell("kill -9 brokers 1 and 2: no majority, no writes");
        Instant end = Instant.now().plus(OUTAGE);
        killService("linkage");
        assertWaits(deployment.service("linkage"), "reason");
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
        for (Node node : lost) {
            node.start();
        }
        deployment.kafka().awaitWhole();
        story.tell("brokers 1 and 2 are back in sync");
    }

    /** A service that starts while what it needs is away is alive, isn't ready and takes no work. */
    private void assertWaits(ServiceProcess service, String why) throws Exception {
        Await.until(service.name() + " says why it waits", OUTAGE, () -> service.health("/q/health/ready")
                .contains(why));
        assertThat(service.health("/q/health/ready")).contains("DOWN");
        assertThat(service.health("/q/health/live")).contains("UP").doesNotContain("DOWN");
        story.tell(service.name() + " waits, alive and not ready");
    }

    /** The brokers that are left agree with each other and lead everything, but refuse to write. */
    private void loseTheNeededCopies() throws Exception {
        Node lost = deployment.kafka().node(3);
        deployment.kafka().requireInSync(3);
        lost.kill();
        story.tell("kill -9 broker 3 while writes need three copies: NOT_ENOUGH_REPLICAS");
        Thread.sleep(OUTAGE.toMillis());
        lost.start();
        deployment.kafka().awaitWhole();
        deployment.kafka().requireInSync(2);
        story.tell("broker 3 is back in sync");
    }

    private void renew(Node node, Work sample, Work fit) throws Exception {
        node.renew(Node.Version.KAFKA_4);
        deployment.kafka().awaitWhole();
        story.tell("broker " + node.id() + " is Kafka 4 now" + still(sample, fit));
    }

    private static String still(Work sample, Work fit) {
        return (sample.isDone() ? ", the sample is through" : ", " + sample.rows() + " rows so far")
                + (fit.isDone() ? ", the run is through" : ", the run goes on");
    }

    private String endOf(String what, Work work) throws Exception {
        String id = work.end();
        story.tell(what + " " + id + " is through");
        deployment.awaitReady();
        return id;
    }

    private void assertEveryRowExactlyOnce(Work sample) throws Exception {
        String sampleId = endOf("sample", sample);
        JsonNode manifest = deployment.sampleManifest(sampleId);
        long rows = SampleAudit.assertEveryRowExactlyOnce(deployment.kafka().bootstrapServers(), sampleId, manifest);
        story.tell(rows + " of " + ROWS + " rows read, each once, on "
                + manifest.get("tables").size() + " topics");
        assertThat(rows).isEqualTo(ROWS);
    }
}
