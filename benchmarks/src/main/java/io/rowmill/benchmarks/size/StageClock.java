package io.rowmill.benchmarks.size;

import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.TopicFollower;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.TableIngested;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Takes the figures of each stage of one run between the events that begin and end it. */
final class StageClock implements AutoCloseable {
    private final Services services;
    private final Map<String, StageFigures> figures = new LinkedHashMap<>();
    private final CompletableFuture<Map<String, StageFigures>> ready = new CompletableFuture<>();
    private final TopicFollower follower;
    private long begun;
    private Usage atBegin;

    /** From now on. */
    StageClock(Platform platform, Services services) {
        this.services = services;
        this.follower = new TopicFollower(
                        "stage-clock",
                        List.of(
                                Topics.FIT_REQUESTS,
                                Topics.TABLES_INGESTED,
                                Topics.RUN_BARRIERS,
                                Topics.LINKAGES_FITTED,
                                Topics.MODELS,
                                Topics.RUN_FAILURES),
                        TopicFollower.Start.END,
                        platform.kafkaProperties(),
                        platform.codec(),
                        (topic, key, event) -> onEvent(event))
                .start();
    }

    private void onEvent(Object event) {
        try {
            if (event instanceof FitRequested) {
                begin(Stages.INGEST);
            } else if (event instanceof TableIngested && !figures.containsKey(Stages.INGEST)) {
                end(Stages.INGEST);
                begin(Stages.PREPROCESS);
            } else if (event instanceof RunPrepared) {
                end(Stages.PREPROCESS);
                begin(Stages.LINKAGE);
            } else if (event instanceof LinkageFitted) {
                end(Stages.LINKAGE);
                begin(Stages.TRAINER);
            } else if (event instanceof ModelReady) {
                end(Stages.TRAINER);
                ready.complete(figures);
            } else if (event instanceof RunFailed failed) {
                ready.completeExceptionally(new IllegalStateException(String.join(" ", failed.getMessages())));
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void begin(String stage) throws IOException {
        begun = System.nanoTime();
        atBegin = services.of(stage).reset();
    }

    private void end(String stage) throws IOException {
        double wall = (System.nanoTime() - begun) * 1e-9;
        Usage atEnd = services.of(stage).usage();
        figures.put(
                stage,
                new StageFigures(
                        wall, atEnd.cpuSeconds() - atBegin.cpuSeconds(), atEnd.liveBytes(), atEnd.residentBytes()));
    }

    /**
     * Waits for the model.
     *
     * @throws java.util.concurrent.CompletionException if the run fails
     */
    Map<String, StageFigures> awaitModel() {
        return ready.join();
    }

    @Override
    public void close() {
        follower.close();
    }
}
