package io.rowmill.platform.needs;

import io.rowmill.core.failure.FailureException;

/** Something outside that a service can't work without. */
public interface Need extends AutoCloseable {
    /** What it is and where, as a sentence begins: without anything that only its users may know. */
    String name();

    /**
     * Asks whether it can be used; never from two threads at once. It may take as long as its client waits.
     *
     * @throws FailureException that says in a sentence why not, and what to check
     */
    void ask() throws Exception;

    @Override
    default void close() {}
}
