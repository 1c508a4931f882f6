package io.rowmill.ingest;

import io.rowmill.platform.Platform;
import io.rowmill.platform.consumer.TopicFollower;
import io.rowmill.platform.consumer.TopicFollower.Start;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.RunState;
import io.rowmill.schemas.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The runs that the topics know: those that were requested, and the last status of each. */
record KnownRuns(Set<String> requested, Map<String, RunStatus> statuses) {
    /** Time that a client has, after its last upload, to request a run. */
    static final Duration REQUEST_FOLLOWS = Duration.ofDays(1);
    /** By then the topics have dropped every event that could continue the run. */
    static final Duration DEAD = Topics.RUN_BARRIERS.retention();

    private static final Set<RunState> ENDED = Set.of(RunState.READY, RunState.FAILED, RunState.CANCELLED);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @return empty: the topics could not be read to their end */
    static Optional<KnownRuns> read(Platform platform) {
        KnownRuns known = new KnownRuns(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
        try (TopicFollower follower = new TopicFollower(
                        "rowmill-ingest-sweep",
                        List.of(Topics.FIT_REQUESTS, Topics.RUNS),
                        Start.BEGINNING,
                        platform.kafkaProperties(),
                        platform.codec(),
                        (topic, key, event) -> known.note(event))
                .start()) {
            return follower.awaitCaughtUp(PATIENCE) ? Optional.of(known) : Optional.empty();
        }
    }

    private void note(@Nullable Object event) {
        if (event instanceof FitRequested request) {
            requested.add(request.getRunId());
        } else if (event instanceof RunStatus status) {
            statuses.put(status.getRunId(), status);
        }
    }

    /**
     * Whether nothing can happen to a run any more.
     *
     * @param lastWrite of its data
     */
    boolean isOver(String runId, Instant lastWrite, Instant now) {
        RunStatus status = statuses.get(runId);
        if (status != null) {
            return ENDED.contains(status.getState())
                    || status.getUpdatedAt().plus(DEAD).isBefore(now);
        }
        return !requested.contains(runId) && lastWrite.plus(REQUEST_FOLLOWS).isBefore(now);
    }
}
