package io.rowmill.platform.model;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.Platform;
import io.rowmill.platform.consumer.TopicFollower;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.ModelReady;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All models that were ever announced, found by id or by name. */
public final class ModelIndex implements AutoCloseable {
    private static final Duration CATCH_UP = Duration.ofSeconds(30);
    private static final Duration LAG = Duration.ofSeconds(3);

    private final Map<String, ModelReady> byId = new ConcurrentHashMap<>();
    private final TopicFollower follower;

    /** @param name of the follower, for logs and metrics */
    public ModelIndex(String name, Platform platform) {
        follower = new TopicFollower(
                        name,
                        List.of(Topics.MODELS),
                        TopicFollower.Start.BEGINNING,
                        platform.kafkaProperties(),
                        platform.codec(),
                        this::note)
                .start();
        follower.awaitCaughtUp(CATCH_UP);
    }

    private void note(String topic, String key, @Nullable Object event) {
        if (event instanceof ModelReady model) {
            byId.put(model.getModelId(), model);
        } else if (event == null) {
            byId.remove(key);
        }
    }

    /**
     * @param idOrName an id, or a name: the latest model of that name
     * @throws FailureException (Rejected) if there is none
     */
    public ModelReady find(String idOrName) throws InterruptedException {
        long deadline = System.nanoTime() + LAG.toNanos();
        Optional<ModelReady> model = look(idOrName);
        // Whoever saw ModelReady may ask before this follower has seen it.
        while (model.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(100);
            model = look(idOrName);
        }
        return model.orElseThrow(() -> FailureException.rejected(
                "unknown-model", "There is no model with the id or name '" + idOrName + "'."));
    }

    private Optional<ModelReady> look(String idOrName) {
        ModelReady model = byId.get(idOrName);
        return model != null
                ? Optional.of(model)
                : byId.values().stream()
                        .filter(m -> m.getName().equals(idOrName))
                        .max(Comparator.comparing(ModelReady::getReadyAt));
    }

    @Override
    public void close() {
        follower.close();
    }
}
