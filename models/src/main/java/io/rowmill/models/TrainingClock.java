package io.rowmill.models;

import java.time.Duration;

/** How long a job has been learning: a job that goes on from a checkpoint has learned before, and its limit is one. */
public final class TrainingClock {
    private final Duration limit;
    private final long startedNanos = System.nanoTime();
    private double earlierSeconds;

    /** @param limit zero: none */
    public TrainingClock(Duration limit) {
        this.limit = limit;
    }

    /** @param seconds what {@link #seconds} said when the checkpoint was made */
    public void resume(double seconds) {
        earlierSeconds = seconds;
    }

    /** All in all, by the wall clock. */
    public double seconds() {
        return earlierSeconds + secondsHere();
    }

    /** Since this object was made. */
    public double secondsHere() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    public boolean isOver() {
        return !limit.isZero() && seconds() >= limit.toNanos() / 1e9;
    }
}
