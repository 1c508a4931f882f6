package io.rowmill.models;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a job has been learning, the time before an interruption included: its limit is for both together. */
public final class TrainingClock {
    private static final double NANOS = 1e9;

    private final Duration limit;
    private final LongSupplier nanos;
    private final long startedNanos;
    private double earlierSeconds;

    /** @param limit zero: none */
    public TrainingClock(Duration limit) {
        this(limit, System::nanoTime);
    }

    TrainingClock(Duration limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        this.startedNanos = nanos.getAsLong();
    }

    /** @param seconds what {@link #seconds} said when the checkpoint was made */
    public void resume(double seconds) {
        earlierSeconds = seconds;
    }

    /** All in all. */
    public double seconds() {
        return earlierSeconds + secondsHere();
    }

    /** Since this object was made. */
    public double secondsHere() {
        return (nanos.getAsLong() - startedNanos) / NANOS;
    }

    public boolean isOver() {
        return !limit.isZero() && seconds() >= limit.toNanos() / NANOS;
    }
}
