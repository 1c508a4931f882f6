package io.rowmill.e2e.harness;

import org.junit.jupiter.api.Assumptions;

/** Leaves out a test that this machine has not all for, and says so where whoever asked for it sees it. */
public final class Skip {
    private Skip() {}

    public static void because(String reason) {
        System.err.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
    }
}
