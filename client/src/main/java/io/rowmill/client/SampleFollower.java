package io.rowmill.client;

import io.rowmill.platform.Platform;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SampleProgressed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows one sample by its events. Create it before the request is published, so that no event is missed. */
public final class SampleFollower implements AutoCloseable {
    private final EventQueue events;

    /** Receives the progress of a sample, on the thread that waits for it. */
    public interface Listener {
        /** Called when a chunk's rows are on their topic. */
        default void onChunk(String table, long chunk, long rows) {}

        /** Called twice a second while no event arrives. */
        default void onQuiet() {}
    }

    SampleFollower(Platform platform, String sampleId) {
        events = new EventQueue(
                platform,
                "follow-" + sampleId,
                List.of(Topics.SAMPLE_PROGRESS, Topics.SAMPLES, Topics.SAMPLE_FAILURES),
                event -> sampleId.equals(sampleId(event)));
    }

    private static @Nullable String sampleId(Object event) {
        if (event instanceof SampleProgressed progress) {
            return progress.getSampleId();
        } else if (event instanceof SampleCompleted completed) {
            return completed.getSampleId();
        }
        return event instanceof SampleFailed failed ? failed.getSampleId() : null;
    }

    /** Waits for the sample's end, and tells nobody how it gets on. */
    public SampleOutcome await() throws InterruptedException {
        return await(new Listener() {});
    }

    /** Waits for the sample's end. */
    public SampleOutcome await(Listener listener) throws InterruptedException {
        return events.await(listener::onQuiet, event -> outcome(event, listener));
    }

    private static Optional<SampleOutcome> outcome(Object event, Listener listener) {
        if (event instanceof SampleProgressed progress) {
            listener.onChunk(progress.getTable(), progress.getChunk(), progress.getRows());
        } else if (event instanceof SampleCompleted completed) {
            return Optional.of(new SampleOutcome.Completed(completed));
        } else if (event instanceof SampleFailed failed) {
            return Optional.of(new SampleOutcome.Failed(failed));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        events.close();
    }
}
