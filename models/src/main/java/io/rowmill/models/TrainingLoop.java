package io.rowmill.models;

import io.rowmill.core.synthesizer.TrainingCancelledException;
import io.rowmill.core.synthesizer.TrainingListener;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What training has in common, whatever a step does: cancellation, checkpoints, the time limit, progress. */
public final class TrainingLoop {
    private static final double NANOS = 1e9;

    private final TrainingListener listener;
    private final TrainingClock clock;
    private final long checkpointNanos;
    private long firstStep;
    private long epochStart = System.nanoTime();

    /** The steps of one job. */
    public interface Steps {
        /** Whether there is one more. */
        boolean remain();

        void next() throws IOException;

        /** Writes all that {@link #next} needs to go on from here. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * What an epoch ended with.
     *
     * @param steps finished steps of the job
     * @param last steps after which the job ends
     * @param rows that the epoch has seen
     * @param quality null: not measured
     */
    public record EpochEnd(
            int epoch,
            int epochs,
            Map<String, Double> losses,
            long steps,
            long last,
            double rows,
            @Nullable Double quality) {}

    /** @param checkpointInterval zero: no checkpoints */
    public TrainingLoop(TrainingListener listener, TrainingClock clock, Duration checkpointInterval) {
        this.listener = listener;
        this.clock = clock;
        this.checkpointNanos = checkpointInterval.toNanos();
    }

    /** The job goes on from a checkpoint. */
    public void resumedAt(long step) {
        firstStep = step;
    }

    /**
     * Takes steps while there are any and time is left.
     *
     * @throws TrainingCancelledException when the listener says so
     */
    public void run(String job, Steps steps) throws IOException {
        long checkpointed = System.nanoTime();
        while (steps.remain() && !clock.isOver()) {
            if (listener.cancelled()) {
                throw new TrainingCancelledException(job);
            }
            steps.next();
            if (checkpointNanos > 0 && steps.remain() && System.nanoTime() - checkpointed >= checkpointNanos) {
                listener.onCheckpoint(steps::writeTo);
                checkpointed = System.nanoTime();
            }
        }
    }

    /** Tells the listener, with rows per second of this epoch and the time that is left at the pace so far. */
    public void ended(EpochEnd epoch) {
        long now = System.nanoTime();
        double secondsPerStep = clock.secondsHere() / Math.max(1, epoch.steps() - firstStep);
        listener.onProgress(new TrainingListener.Progress(
                epoch.epoch(),
                epoch.epochs(),
                epoch.losses(),
                epoch.rows() / Math.max(1 / NANOS, (now - epochStart) / NANOS),
                secondsPerStep * (epoch.last() - epoch.steps()),
                epoch.quality()));
        epochStart = System.nanoTime();
    }
}
