package io.rowmill.platform.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Since when the outputs of a job could not be committed. What takes longer than a transaction may would be made again for ever. */
final class Repeats {
    private final Duration deadline;
    private final Map<TopicPartition, First> firsts = new HashMap<>();

    private record First(long offset, long nanos) {}

    /** @param deadline after the first failure */
    Repeats(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * Notes that a commit has failed.
     *
     * @return why the job must not be done again, or empty: it may
     */
    Optional<String> giveUp(TopicPartition partition, long offset) {
        First first = firsts.get(partition);
        if (first == null || first.offset() != offset) {
            firsts.put(partition, new First(offset, System.nanoTime()));
            return Optional.empty();
        }
        return System.nanoTime() - first.nanos() < deadline.toNanos()
                ? Optional.empty()
                : Optional.of("no commit in " + deadline.toSeconds() + " s");
    }
}
