package io.rowmill.e2e.cluster;

import io.rowmill.e2e.harness.Await;
import io.rowmill.e2e.harness.PipelineEvents;
import io.rowmill.e2e.harness.Rowmill;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run or a sample that somebody follows on the command line while the test does something to what it runs on. */
final class Work {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Deployment deployment;
    private final int mark;
    private final Set<String> earlier;
    private final CompletableFuture<Rowmill.Result> command;

    Work(Deployment deployment, Object... arguments) {
        this.deployment = deployment;
        this.mark = deployment.events().mark();
        this.earlier = deployment
                .events()
                .before(mark)
                .map(PipelineEvents.Seen::subject)
                .collect(Collectors.toSet());
        this.command =
                CompletableFuture.supplyAsync(() -> deployment.commandLine().runHere(arguments));
    }

    /** Waits for the n-th event of a type. */
    void await(String event, int nth) {
        Await.until(
                event + " number " + nth, LIMIT, () -> isDone() || news(event).count() >= nth);
    }

    /** Without those of earlier runs and samples, which are told again when whoever follows them loses a broker. */
    private Stream<PipelineEvents.Seen> news(String event) {
        return deployment.events().since(mark, event).filter(seen -> !earlier.contains(seen.subject()));
    }

    /** Waits until so many of a sample's rows are written, whether their transactions are through or not. */
    void awaitRows(long rows) {
        Await.until(rows + " rows", LIMIT, () -> isDone() || rows() >= rows);
    }

    /** Rows of the chunks that were reported, each chunk once. */
    long rows() {
        return news("SampleProgressed")
                .map(PipelineEvents.Seen::value)
                .map(chunk ->
                        new Chunk(chunk.get("table").toString(), (Long) chunk.get("chunk"), (Long) chunk.get("rows")))
                .distinct()
                .mapToLong(Chunk::rows)
                .sum();
    }

    private record Chunk(String table, long chunk, long rows) {}

    boolean isDone() {
        return command.isDone();
    }

    /** @return id of the run or sample */
    String end() throws Exception {
        return command.get().exits(0).lines().get(0);
    }
}
