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
 * @param eventType events of the topic it handles; others are skipped
 * @param subject run or sample id of an event
 * @param onFailure tells the world that the run or sample failed
 */
public record JobRole<E extends SpecificRecord>(
        String group,
        String source,
        Topic input,
        Class<E> eventType,
        Function<E, String> subject,
        FailurePublisher<E> onFailure) {

    /** Turns a failure into the event that ends a run or a sample. */
    @FunctionalInterface
    public interface FailurePublisher<E> {
        void publish(E event, Failure failure, Job job);
    }
}
