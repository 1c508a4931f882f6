package io.rowmill.e2e.harness;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something that will be true soon. */
public final class Await {
    private static final long PAUSE_MS = 200;

    private Await() {}

    /** @throws AssertionError if it isn't true in time */
    public static void until(String what, Duration limit, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not in " + limit.toSeconds() + " s: " + what);
                }
                Thread.sleep(PAUSE_MS);
            }
        } catch (Exception e) {
            throw new AssertionError(what + ": " + e, e);
        }
    }
}
