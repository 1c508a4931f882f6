package io.rowmill.platform.consumer;

import io.rowmill.core.failure.Failure;
import io.rowmill.platform.event.Failures;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.time.Instant;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * The kind of job that a {@link JobConsumer} serves.
 *
 * @param group consumer group; also names threads and transactions
 * @param source {@code ce_source} of the events that it publishes
 * @param input topic it reads
 * @param eventType the type of event that it handles; it skips other types that belong on the topic
 * @param subject run or sample id of an event
 * @param onFailure makes the event that ends the run or sample
 * @param handlesEnded true if it also handles events of runs and samples that have ended
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

    /** Work of a stage on runs: it is dropped when its run has ended, and a failure ends the run. */
    public static <E extends SpecificRecord> JobRole<E> ofRuns(
            String group, String stage, Topic input, Class<E> eventType, Function<E, String> runId) {
        FailurePublisher onFailure = (id, failure, job) ->
                job.publish(Topics.RUN_FAILURES, id, Failures.runFailed(id, stage, failure, Instant.now()));
        return new JobRole<>(group, source(stage), input, eventType, runId, onFailure, false);
    }

    /** Work of a stage on samples: it is dropped when its sample has ended, and a failure ends the sample. */
    public static <E extends SpecificRecord> JobRole<E> ofSamples(
            String group, String stage, Topic input, Class<E> eventType, Function<E, String> sampleId) {
        FailurePublisher onFailure = (id, failure, job) ->
                job.publish(Topics.SAMPLE_FAILURES, id, Failures.sampleFailed(id, stage, failure, Instant.now()));
        return new JobRole<>(group, source(stage), input, eventType, sampleId, onFailure, false);
    }

    private static String source(String stage) {
        return "/rowmill/" + stage;
    }

    /** The topic on which records wait for a retry after a transient failure. */
    public Topic waiting() {
        return input.waiting(group);
    }
}
