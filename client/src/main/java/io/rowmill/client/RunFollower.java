package io.rowmill.client;

import io.rowmill.platform.Platform;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.RunStatus;
import io.rowmill.schemas.TrainingProgressed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows one run by its events. Create it before the request is published, so that no event is missed. */
public final class RunFollower implements AutoCloseable {
    private final EventQueue events;

    /** Receives the progress of a run, on the thread that waits for it. */
    public interface Listener {
        default void onStatus(RunStatus status) {}

        default void onTraining(TrainingProgressed progress) {}

        /** Called twice a second while no event arrives. */
        default void onQuiet() {}
    }

    RunFollower(Platform platform, String runId) {
        events = new EventQueue(
                platform,
                "follow-" + runId,
                List.of(Topics.RUNS, Topics.TRAINING_PROGRESS, Topics.MODELS, Topics.RUN_FAILURES, Topics.RUN_COMMANDS),
                event -> runId.equals(runId(event)));
    }

    private static @Nullable String runId(Object event) {
        if (event instanceof RunStatus status) {
            return status.getRunId();
        } else if (event instanceof TrainingProgressed progress) {
            return progress.getRunId();
        } else if (event instanceof ModelReady ready) {
            return ready.getRunId();
        } else if (event instanceof RunFailed failed) {
            return failed.getRunId();
        }
        return event instanceof RunCancelled cancelled ? cancelled.getRunId() : null;
    }

    /** Waits for the run's end, and tells nobody how it gets on. */
    public RunOutcome await() throws InterruptedException {
        return await(new Listener() {});
    }

    /** Waits for the run's end. */
    public RunOutcome await(Listener listener) throws InterruptedException {
        return events.await(listener::onQuiet, event -> outcome(event, listener));
    }

    private static Optional<RunOutcome> outcome(Object event, Listener listener) {
        if (event instanceof RunStatus status) {
            listener.onStatus(status);
        } else if (event instanceof TrainingProgressed progress) {
            listener.onTraining(progress);
        } else if (event instanceof ModelReady ready) {
            return Optional.of(new RunOutcome.Ready(ready));
        } else if (event instanceof RunFailed failed) {
            return Optional.of(new RunOutcome.Failed(failed));
        } else if (event instanceof RunCancelled cancelled) {
            return Optional.of(new RunOutcome.Cancelled(cancelled.getReason()));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        events.close();
    }
}
