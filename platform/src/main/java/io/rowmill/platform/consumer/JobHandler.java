package io.rowmill.platform.consumer;

import org.apache.avro.specific.SpecificRecord;

/**
 * Does the work for one event. It is called again for the same event after a crash or a transient failure, so it must be
 * idempotent: a replay that finds its manifest only publishes the same events.
 */
@FunctionalInterface
public interface JobHandler<E extends SpecificRecord> {
    /**
     * @throws io.rowmill.core.failure.FailureException what failed and what has to be done about it; any other exception is a
     *     defect
     */
    void handle(E event, Job job) throws Exception;
}
