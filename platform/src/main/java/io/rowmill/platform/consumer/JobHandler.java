package io.rowmill.platform.consumer;

import org.apache.avro.specific.SpecificRecord;

/**
 * Does the work that one event asks for. Called again for the same event after a crash or a transient failure, so it must be
 * idempotent: a replay that finds its manifest publishes the same events and does no work.
 */
@FunctionalInterface
public interface JobHandler<E extends SpecificRecord> {
    /**
     * @throws io.rowmill.core.failure.FailureException what went wrong and what is to be done about it; any other exception is a
     *     defect
     */
    void handle(E event, Job job) throws Exception;
}
