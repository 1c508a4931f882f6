package io.rowmill.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.Cluster;
import io.rowmill.e2e.harness.DatabaseFiles;
import io.rowmill.e2e.harness.PipelineEvents;
import io.rowmill.e2e.harness.Rowmill;
import io.rowmill.e2e.harness.SampleAudit;
import io.rowmill.e2e.harness.ServiceProcess;
import io.rowmill.e2e.harness.ShopDatabase;
import io.rowmill.e2e.harness.StoredObjects;
import io.rowmill.e2e.harness.Up;
import io.rowmill.e2e.harness.WideFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * One request of a run and of a sample, made again and again of a cluster of processes while things happen to it, and what the
 * same request makes in one process where nothing happens.
 */
final class Pipeline implements AutoCloseable {
    static final List<String> TABLES = List.of("customer", "line", "product", "purchase", "region");

    /** The table that is learned longest. */
    static final String LONGEST = "customer";

    /** Of visits, as {@link #wideFit} learns them: more than two, since jobs are dealt and not chosen. */
    static final List<String> BATCHES = List.of("ex", "why", "zed");

    private static final List<String> TRAINERS = List.of("trainer-1", "trainer-2");

    static final List<String> SERVICES = List.of("ingest", "preprocess", "linkage", "trainer", "sampler");

    /** Small chunks, so that a sample of a few hundred rows is work for two samplers. */
    private static final Map<String, String> SETTINGS = Map.of("ROWMILL_SAMPLER_CHUNK_ROWS", "40");

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path dir;
    private final Path shop;
    private final Object[] training;
    private final Map<String, String> undisturbed;
    private final Cluster cluster;
    private final PipelineEvents events;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Pipeline(Path dir, Path shop, Object[] training, Cluster cluster) throws Exception {
        this.dir = dir;
        this.shop = shop;
        this.training = training;
        this.cluster = cluster;
        this.events = PipelineEvents.follow(cluster.up());
        this.undisturbed = DatabaseFiles.contents(dir.resolve("undisturbed"));
    }

    /** @param epochs of the table that is learned longest */
    static Pipeline start(Path dir, int epochs) throws Exception {
        Path shop = ShopDatabase.write(dir.resolve("shop"));
        Object[] training = {
            "--set",
            "seed=1",
            "--set",
            "engine=ctgan",
            "--set",
            "epochs=5",
            "--set",
            LONGEST + ".epochs=" + epochs,
            "--set",
            "earlyStopping=false",
            "--set",
            "checkpointInterval=1s"
        };
        new Rowmill(dir)
                .with(SETTINGS)
                .run(words("synthesize", "--source", shop, "--out", "undisturbed", training))
                .exits(0);
        return new Pipeline(dir, shop, training, Cluster.start(dir, SETTINGS));
    }

    private static Object[] words(Object... arguments) {
        List<Object> words = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Object[] more) {
                words.addAll(List.of(more));
            } else {
                words.add(argument);
            }
        }
        return words.toArray();
    }

    Cluster cluster() {
        return cluster;
    }

    Up up() {
        return cluster.up();
    }

    StoredObjects objects() {
        return cluster.up().objects();
    }

    PipelineEvents events() {
        return events;
    }

    /** A command that goes on while the test does something to the pipeline. */
    final class Ongoing {
        private final int mark = events.mark();
        private final CompletableFuture<Rowmill.Result> command;

        private Ongoing(Object... arguments) {
            command = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return up().run(arguments);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    threads);
        }

        /** What has been written since it was asked for. */
        int mark() {
            return mark;
        }

        void await(String event, int nth) {
            events.await(event, nth, mark, LIMIT);
        }

        /** The run or sample. */
        String subject(String request) {
            await(request, 1);
            return events.since(mark, request).findFirst().orElseThrow().subject();
        }

        List<String> end() throws Exception {
            return command.get().exits(0).lines();
        }

        boolean isDone() {
            return command.isDone();
        }
    }

    Ongoing fit() {
        return new Ongoing(words("fit", "--source", shop, "--name", "shop", training, "--follow"));
    }

    /** Learns visits in batches of columns, each long enough for a checkpoint or more. */
    Ongoing wideFit() throws IOException {
        Path wide = WideFiles.write(dir.resolve("wide"), WideFiles.COLUMNS);
        return new Ongoing(words(
                "fit",
                "--source",
                wide,
                "--name",
                "wide",
                "--set",
                "visit.columnBatches=ex:x1,x2,x3;why:y1,y2,y3;zed:z1,z2,z3",
                "--set",
                "engine=ctgan",
                "--set",
                "shop.epochs=1",
                "--set",
                "visit.epochs=60",
                "--set",
                "earlyStopping=false",
                "--set",
                "checkpointInterval=1s",
                "--follow"));
    }

    /** @param model name to be given */
    Ongoing quickFit(Path source, String model) {
        return new Ongoing(
                "fit", "--source", source, "--name", model, "--set", "engine=argn", "--set", "epochs=3", "--follow");
    }

    /** Doesn't wait for the run's end, since there is none. */
    Ongoing endlessFit() {
        return new Ongoing(
                "fit",
                "--source",
                shop,
                "--name",
                "endless",
                "--set",
                "engine=ctgan",
                "--set",
                "epochs=100000",
                "--set",
                "earlyStopping=false");
    }

    Ongoing sample(String out) {
        return sample("shop", dir.resolve(out));
    }

    Ongoing sample(String model, Path out) {
        return new Ongoing("sample", model, "--out", out);
    }

    /** @return run id */
    String assertRunIsUnharmed(Ongoing fit) throws Exception {
        String runId = fit.end().get(0);
        Await.until("the real rows of " + runId + " are gone", LIMIT, () -> objects()
                .realRows(runId)
                .isEmpty());
        return runId;
    }

    /** Rows as in one process where nothing happens, and each of them once on its topic. */
    void assertSampleIsUnharmed(Ongoing sample, String out) throws Exception {
        String sampleId = sample.end().get(0);
        Map<String, String> files = DatabaseFiles.contents(dir.resolve(out));
        assertThat(undisturbed.keySet().stream()
                        .filter(file -> !undisturbed.get(file).equals(files.get(file))))
                .as("files of " + sampleId + " that differ from those of an undisturbed run")
                .isEmpty();
        SampleAudit.assertEveryRowExactlyOnce(up(), sampleId);
    }

    /** Digests of all weights of a run, by table. */
    Map<String, String> weights(String runId) throws Exception {
        Map<String, String> out = new TreeMap<>();
        for (String table : TABLES) {
            out.put(table, objects().weights(runId, table));
        }
        return out;
    }

    /** Kills as planned and starts what was killed at once. */
    CompletableFuture<Void> carryOut(List<Kill> kills, Ongoing meanwhile) {
        return CompletableFuture.allOf(kills.stream()
                .map(kill -> CompletableFuture.runAsync(() -> carryOut(kill, meanwhile), threads))
                .toArray(CompletableFuture[]::new));
    }

    private void carryOut(Kill kill, Ongoing meanwhile) {
        try {
            meanwhile.await(kill.event(), kill.nth());
            Thread.sleep(kill.delayMillis());
            boolean late = meanwhile.isDone();
            cluster.service(kill.victim()).kill();
            System.out.println(kill + (late ? " (after the end)" : ""));
            cluster.service(kill.victim()).start();
        } catch (Exception e) {
            throw new IllegalStateException(kill.toString(), e);
        }
    }

    /** The trainer that has begun with a table and has not ended. */
    ServiceProcess trainerOf(String table) throws IOException {
        for (String name : TRAINERS) {
            if (isAt(name, table)) {
                return cluster.service(name);
            }
        }
        throw new AssertionError("no trainer is at " + table);
    }

    private boolean isAt(String trainer, String job) throws IOException {
        String log = cluster.service(trainer).log();
        return log.lastIndexOf("training " + job + " on") > log.lastIndexOf("trained " + job + " in");
    }

    /** The trainers that are just now at one of those of the table's {@link #BATCHES} that have checkpoints. */
    Set<String> trainersThatKeep(String runId, String table) throws IOException {
        Set<String> out = new TreeSet<>();
        for (String trainer : TRAINERS) {
            for (String batch : BATCHES) {
                if (isAt(trainer, table + "/" + batch) && objects().hasCheckpoint(runId, table, batch)) {
                    out.add(trainer);
                }
            }
        }
        return out;
    }

    /** Epochs of a table that were reported since a mark, in the order of their reports. */
    List<Integer> epochs(int mark, String table) {
        return epochs(mark, table, "all");
    }

    /** The same of one batch of a table's columns. */
    List<Integer> epochs(int mark, String table, String batch) {
        return events.since(mark, "TrainingProgressed")
                .map(PipelineEvents.Seen::value)
                .filter(e -> e.get("table").toString().equals(table)
                        && e.get("batch").toString().equals(batch))
                .map(e -> (Integer) e.get("epoch"))
                .toList();
    }

    /** What jobs have in the work directory that all services share. */
    List<Path> jobFiles() throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("work"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    void awaitReady() {
        cluster.services().forEach(ServiceProcess::awaitReady);
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        events.close();
        cluster.close();
    }
}
