package io.rowmill.platform;

/** One stage's consumers and fan-ins, at work from its construction until it is closed. */
public interface RunningService extends AutoCloseable {
    /** All of its parts work; busy training is healthy. */
    boolean healthy();

    @Override
    void close();
}
