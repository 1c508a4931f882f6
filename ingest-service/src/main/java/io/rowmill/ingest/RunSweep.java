package io.rowmill.ingest;

import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.storage.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes real rows that no event leads to, at the start and then from time to time. These are: rows that a process wrote for
 * an ended run before it died, rows of a run whose events are gone, and uploads without a request.
 */
final class RunSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunSweep.class);
    private static final long STOP_SECONDS = 5;

    private final Platform platform;
    private final Duration interval;
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "rowmill-ingest-sweep"));

    RunSweep(Platform platform, Duration interval) {
        this.platform = platform;
        this.interval = interval;
    }

    RunSweep start() {
        var unused = sweeper.scheduleWithFixedDelay(this::sweepOrWarn, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void sweepOrWarn() {
        try {
            sweep();
        } catch (IOException | RuntimeException e) {
            LOG.warn("could not search the store for rows of ended runs this time: {}", e.getMessage());
        }
    }

    /** Reads the store before the topics, so a run that is requested meanwhile is known. */
    private void sweep() throws IOException {
        Map<String, Instant> lastWrites = lastWrites();
        if (lastWrites.isEmpty()) {
            return;
        }
        Optional<KnownRuns> known = KnownRuns.read(platform);
        if (known.isEmpty()) {
            LOG.warn("could not search the store for rows of ended runs this time: Kafka is slow");
            return;
        }
        Instant now = Instant.now();
        for (Map.Entry<String, Instant> run : lastWrites.entrySet()) {
            if (known.get().isOver(run.getKey(), run.getValue(), now)) {
                clean(run.getKey());
            }
        }
    }

    /** A failure to delete one run's rows doesn't stop the others. */
    private void clean(String runId) {
        try {
            platform.cleaner().clean(runId);
        } catch (IOException | RuntimeException e) {
            LOG.warn("could not delete the real rows of {}: {}", runId, e.getMessage());
        }
    }

    /** When data of a run was written last, by run id. */
    private Map<String, Instant> lastWrites() throws IOException {
        Map<String, Instant> last = new HashMap<>();
        try (Stream<StoredObject> objects = platform.artifacts().store().list(ArtifactKeys.RUNS)) {
            objects.forEach(o -> ArtifactKeys.runOfData(o.key())
                    .ifPresent(run -> last.merge(run, o.writtenAt(), (a, b) -> a.isAfter(b) ? a : b)));
        }
        return last;
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        try {
            sweeper.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
