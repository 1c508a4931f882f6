package io.rowmill.platform.stream;

import io.rowmill.core.failure.Failure;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.event.Failures;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunFailed;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Counts the members of a run's set (tables or jobs) and publishes a barrier event when all are there. Every counted event has
 * the whole expected set, so no other knowledge is needed. A repeated member counts once. The entries of a run are deleted when
 * it ends.
 */
public final class SetFanIn<E extends SpecificRecord> extends FanIn {
    /** Separates members in the stored state; no table or batch name contains it. */
    private static final String SEPARATOR = "\n";

    private final String stage;
    private final Counting<E> counting;

    /**
     * What is counted.
     *
     * @param eventType the counted event
     * @param runId of an event
     * @param member the member of the set that an event reports
     * @param expected the whole set
     * @param output topic of the barrier
     * @param barrier the event that says that the set is complete
     */
    public record Counting<E extends SpecificRecord>(
            Class<E> eventType,
            Function<E, String> runId,
            Function<E, String> member,
            Function<E, Set<String>> expected,
            Topic output,
            Function<E, SpecificRecord> barrier) {}

    /** @param stage that fails when an event can't be counted */
    public SetFanIn(AvroCodec codec, String source, String stage, Counting<E> counting) {
        super(codec, source);
        this.stage = stage;
        this.counting = counting;
    }

    @Override
    protected void onEvent(Object event) {
        if (event instanceof RunFailed failed) {
            memory().forget(failed.getRunId());
        } else if (event instanceof RunCancelled cancelled) {
            memory().forget(cancelled.getRunId());
        } else if (counting.eventType().isInstance(event)) {
            count(counting.eventType().cast(event));
        }
    }

    private void count(E event) {
        String runId = counting.runId().apply(event);
        Set<String> expected = counting.expected().apply(event);
        Set<String> seen = new TreeSet<>();
        String before = memory().get(runId);
        if (before != null) {
            seen.addAll(Set.of(before.split(SEPARATOR)));
        }
        seen.add(counting.member().apply(event));
        if (seen.containsAll(expected)) {
            memory().forget(runId);
            publish(counting.output(), runId, runId, counting.barrier().apply(event));
        } else {
            memory().put(runId, String.join(SEPARATOR, seen));
        }
    }

    @Override
    protected void onFailure(String runId, Failure failure) {
        memory().forget(runId);
        publish(Topics.RUN_FAILURES, runId, runId, Failures.runFailed(runId, stage, failure, eventTime()));
    }
}
