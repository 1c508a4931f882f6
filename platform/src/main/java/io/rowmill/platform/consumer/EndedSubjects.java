package io.rowmill.platform.consumer;

import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.SampleFailed;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The runs that were cancelled or failed, and the samples that failed. Every service drops their jobs. Remembers the
 * {@value #MOST} that ended last, far more than can have waiting jobs.
 */
public final class EndedSubjects implements Predicate<String>, AutoCloseable {
    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private static final int MOST = 100_000;

    private final Set<String> ended = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }));
    private final TopicFollower follower;

    public EndedSubjects(String name, Map<String, Object> clientProperties, AvroCodec codec) {
        follower = new TopicFollower(
                        name + "-ended",
                        List.of(Topics.RUN_COMMANDS, Topics.RUN_FAILURES, Topics.SAMPLE_FAILURES),
                        TopicFollower.Start.BEGINNING,
                        clientProperties,
                        codec,
                        (topic, key, event) -> note(event))
                .start();
        follower.awaitCaughtUp(CATCH_UP);
    }

    private void note(@Nullable Object event) {
        if (event instanceof RunCancelled cancelled) {
            ended.add(cancelled.getRunId());
        } else if (event instanceof RunFailed failed) {
            ended.add(failed.getRunId());
        } else if (event instanceof SampleFailed failed) {
            ended.add(failed.getSampleId());
        }
    }

    @Override
    public boolean test(String subject) {
        return ended.contains(subject);
    }

    @Override
    public void close() {
        follower.close();
    }
}
