package io.rowmill.ingest;

import io.rowmill.platform.Parts;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.consumer.JobRole.FailurePublisher;
import io.rowmill.platform.consumer.RunCleaner;
import io.rowmill.platform.metrics.MetricNames;
import io.rowmill.platform.model.ModelIndex;
import io.rowmill.platform.settings.ServiceSettings;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunFailed;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that ingest runs: the handler of fit requests, the status view, and the deletion of real rows. */
public final class IngestService implements RunningService {
    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
    private static final String SOURCE = "/rowmill/ingest";

    private static final JobRole<FitRequested> FRONT_DOOR = JobRole.ofRuns(
            "rowmill-ingest", Stages.INGEST, Topics.FIT_REQUESTS, FitRequested.class, FitRequested::getRunId);

    /** Topic of requests that wait because their source is away. */
    static final Topic WAITING_REQUESTS = FRONT_DOOR.waiting();

    static final List<Topic> STATUS_INPUTS = List.of(
            Topics.FIT_REQUESTS,
            WAITING_REQUESTS,
            Topics.TABLES_PREPARED,
            Topics.RUN_BARRIERS,
            Topics.LINKAGES_FITTED,
            Topics.TRAINING_PROGRESS,
            Topics.SYNTHESIZERS_TRAINED,
            Topics.MODELS,
            Topics.RUN_COMMANDS,
            Topics.RUN_FAILURES);

    private static final JobRole<ModelReady> JANITOR_OF_READY =
            janitor(Topics.MODELS, ModelReady.class, ModelReady::getRunId);
    private static final JobRole<RunFailed> JANITOR_OF_FAILED =
            janitor(Topics.RUN_FAILURES, RunFailed.class, RunFailed::getRunId);
    private static final JobRole<RunCancelled> JANITOR_OF_CANCELLED =
            janitor(Topics.RUN_COMMANDS, RunCancelled.class, RunCancelled::getRunId);

    private final Parts parts;

    public IngestService(Platform platform, IngestSettings settings) {
        platform.prepare(FRONT_DOOR, JANITOR_OF_READY, JANITOR_OF_FAILED, JANITOR_OF_CANCELLED);
        parts = Parts.open(opened -> open(opened, platform, settings));
    }

    private static void open(Parts parts, Platform platform, IngestSettings settings) {
        ModelIndex models = parts.add(new ModelIndex("rowmill-ingest-models", platform));
        parts.add(platform.fanIn(
                "rowmill-ingest-status",
                STATUS_INPUTS,
                List.of(Topics.RUNS),
                () -> new RunStatusView(platform.codec(), SOURCE)));
        parts.addAll(platform.consume(
                FRONT_DOOR,
                settings,
                platform.cleaner().after(frontDoor(platform, settings, models), FitRequested::getRunId)));
        clean(parts, platform, settings, JANITOR_OF_READY);
        clean(parts, platform, settings, JANITOR_OF_FAILED);
        clean(parts, platform, settings, JANITOR_OF_CANCELLED);
        parts.add(new RunSweep(platform, settings.sweepInterval()).start());
    }

    private static <E extends SpecificRecord> JobRole<E> janitor(
            Topic topic, Class<E> type, Function<E, String> runId) {
        FailurePublisher onFailure = (run, failure, job) ->
                LOG.error("could not delete the real rows of {}: {}", RunNames.printable(run), failure.messages());
        return new JobRole<>(
                "rowmill-ingest-janitor-" + type.getSimpleName(), SOURCE, topic, type, runId, onFailure, true);
    }

    private static FitRequestedHandler frontDoor(Platform platform, IngestSettings settings, ModelIndex models) {
        Artifacts artifacts = platform.artifacts();
        return new FitRequestedHandler(
                artifacts,
                platform::runData,
                platform.workDir(),
                new SourceOpener(artifacts.store(), settings, Credentials.fromEnvironment()),
                models::find,
                platform.meters().counter(MetricNames.ROWS_INGESTED));
    }

    private static <E extends SpecificRecord> void clean(
            Parts parts, Platform platform, ServiceSettings settings, JobRole<E> janitor) {
        RunCleaner cleaner = platform.cleaner();
        parts.addAll(platform.consume(
                janitor,
                settings,
                (event, job) -> cleaner.clean(janitor.subject().apply(event))));
    }

    @Override
    public boolean healthy() {
        return parts.healthy();
    }

    @Override
    public void close() {
        parts.close();
    }
}
