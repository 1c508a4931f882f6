package io.rowmill.ingest;

import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.ServiceSettings;
import io.rowmill.platform.artifact.RunCleaner;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.consumer.JobRole.FailurePublisher;
import io.rowmill.platform.event.Failures;
import io.rowmill.platform.model.ModelIndex;
import io.rowmill.platform.stream.FanInTopology;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunCancelled;
import io.rowmill.schemas.RunFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything ingest runs: the front door, the status view, the janitor and its sweep. */
public final class IngestService implements RunningService {
    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
    private static final String SOURCE = "/rowmill/ingest";

    static final List<Topic> STATUS_INPUTS = List.of(
            Topics.FIT_REQUESTS,
            Topics.TABLES_PREPARED,
            Topics.RUN_BARRIERS,
            Topics.LINKAGES_FITTED,
            Topics.TRAINING_PROGRESS,
            Topics.SYNTHESIZERS_TRAINED,
            Topics.MODELS,
            Topics.RUN_COMMANDS,
            Topics.RUN_FAILURES);

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final FanInTopology statusView;

    public IngestService(Platform platform, IngestSettings settings) {
        platform.ensurePipelineTopics();
        statusView = platform.fanIn(
                "rowmill-ingest-status",
                STATUS_INPUTS,
                List.of(Topics.RUNS),
                () -> new RunStatusView(platform.codec(), SOURCE));
        ModelIndex models = new ModelIndex("rowmill-ingest-models", platform);
        parts.add(models);
        parts.addAll(platform.consume(
                frontDoor(),
                settings,
                platform.cleaner().after(new FitRequestedHandler(platform, settings, models), FitRequested::getRunId)));
        RunCleaner janitor = platform.cleaner();
        clean(platform, settings, janitor, Topics.MODELS, ModelReady.class, ModelReady::getRunId);
        clean(platform, settings, janitor, Topics.RUN_FAILURES, RunFailed.class, RunFailed::getRunId);
        clean(platform, settings, janitor, Topics.RUN_COMMANDS, RunCancelled.class, RunCancelled::getRunId);
        parts.add(statusView);
        parts.add(new RunSweep(platform, settings.sweepInterval()).start());
    }

    private static JobRole<FitRequested> frontDoor() {
        return new JobRole<>(
                "rowmill-ingest",
                SOURCE,
                Topics.FIT_REQUESTS,
                FitRequested.class,
                FitRequested::getRunId,
                (runId, failure, job) -> Failures.publishRunFailed(runId, Stages.INGEST, failure, job));
    }

    private <E extends SpecificRecord> void clean(
            Platform platform,
            ServiceSettings settings,
            RunCleaner janitor,
            Topic topic,
            Class<E> type,
            Function<E, String> runId) {
        FailurePublisher onFailure = (run, failure, job) ->
                LOG.error("the rows of {} are still there: {}", RunNames.printable(run), failure.messages());
        String group = "rowmill-ingest-janitor-" + type.getSimpleName();
        JobRole<E> role = new JobRole<>(group, SOURCE, topic, type, runId, onFailure, true);
        parts.addAll(platform.consume(role, settings, (event, job) -> janitor.clean(runId.apply(event))));
    }

    @Override
    public boolean healthy() {
        return statusView.healthy() && Platform.polling(parts);
    }

    @Override
    public void close() {
        Platform.closeAll(parts);
    }
}
