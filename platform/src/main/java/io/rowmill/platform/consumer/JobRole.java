package io.rowmill.platform.consumer;

import io.rowmill.core.failure.Failure;
import io.rowmill.platform.topic.Topic;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a {@link JobConsumer} is for.
 *
 * @param group consumer group; also names threads and transactions
 * @param source {@code ce_source} of what it publishes
 * @param input topic it reads
 * @param eventType events of the topic it handles; others that belong there are skipped
 * @param subject run or sample id of an event
 * @param onFailure tells the world that the run or sample failed
 * @param handlesEnded true: events of runs and samples that have ended are handled, too
 */
public record JobRole<E extends SpecificRecord>(
        String group,
        String source,
        Topic input,
        Class<E> eventType,
        Function<E, String> subject,
        FailurePublisher onFailure,
        boolean handlesEnded) {

    /** Turns a failure into the event that ends a run or a sample. */
    @FunctionalInterface
    public interface FailurePublisher {
        void publish(String subject, Failure failure, Job job);
    }

    /** A role whose work is dropped when its run or sample has ended. */
    public JobRole(
            String group,
            String source,
            Topic input,
            Class<E> eventType,
            Function<E, String> subject,
            FailurePublisher onFailure) {
        this(group, source, input, eventType, subject, onFailure, false);
    }

    /** Where records wait whose handling failed for a reason that may pass. */
    public Topic waiting() {
        return input.waiting(group);
    }
}
