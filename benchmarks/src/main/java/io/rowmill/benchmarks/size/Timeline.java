package io.rowmill.benchmarks.size;

import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.TopicFollower;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.LinkageFitted;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.TableIngested;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** When each stage of the one run ended, by the events that say so. */
final class Timeline implements AutoCloseable {
    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final TopicFollower follower;

    /** From now on. */
    Timeline(Platform platform) {
        follower = new TopicFollower(
                        "timeline",
                        List.of(
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
        if (event instanceof TableIngested) {
            end(Stages.INGEST);
        } else if (event instanceof RunPrepared) {
            end(Stages.PREPROCESS);
        } else if (event instanceof LinkageFitted) {
            end(Stages.LINKAGE);
        } else if (event instanceof ModelReady) {
            end(Stages.TRAINER);
            ready.complete(null);
        } else if (event instanceof RunFailed failed) {
            ready.completeExceptionally(new IllegalStateException(String.join(" ", failed.getMessages())));
        }
    }

    private void end(String stage) {
        ends.putIfAbsent(stage, System.nanoTime());
    }

    /** Waits for the model. @throws java.util.concurrent.CompletionException if the run fails */
    void awaitModel() {
        ready.join();
    }

    /** {@link System#nanoTime()} of a stage's end. */
    long endOf(String stage) {
        return ends.get(stage);
    }

    @Override
    public void close() {
        follower.close();
    }
}
