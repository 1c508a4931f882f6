package io.rowmill.preprocess;

import io.rowmill.platform.Parts;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.settings.ServiceSettings;
import io.rowmill.platform.stream.SetFanIn;
import io.rowmill.platform.stream.SetFanIn.Counting;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.TableIngested;
import io.rowmill.schemas.TablePrepared;
import java.util.List;
import java.util.Set;

/** Everything that preprocess runs: a consumer per worker and a fan-in. */
public final class PreprocessService implements RunningService {
    private static final String SOURCE = "/rowmill/preprocess";

    private static final JobRole<TableIngested> WORKER = JobRole.ofRuns(
            "rowmill-preprocess",
            Stages.PREPROCESS,
            Topics.TABLES_INGESTED,
            TableIngested.class,
            TableIngested::getRunId);

    private final Parts parts;

    public PreprocessService(Platform platform, ServiceSettings settings) {
        platform.prepare(WORKER);
        parts = Parts.open(opened -> open(opened, platform, settings));
    }

    private static void open(Parts parts, Platform platform, ServiceSettings settings) {
        parts.add(platform.fanIn(
                "rowmill-preprocess-fan-in",
                List.of(Topics.TABLES_PREPARED, Topics.RUN_COMMANDS, Topics.RUN_FAILURES),
                List.of(Topics.RUN_BARRIERS, Topics.RUN_FAILURES),
                () -> new SetFanIn<>(platform.codec(), SOURCE, Stages.PREPROCESS, tables())));
        parts.addAll(platform.consume(
                WORKER,
                settings,
                platform.cleaner()
                        .after(
                                new PreprocessHandler(platform.artifacts(), platform::runData, platform.workDir()),
                                TableIngested::getRunId)));
    }

    private static Counting<TablePrepared> tables() {
        return new Counting<>(
                TablePrepared.class,
                TablePrepared::getRunId,
                TablePrepared::getTable,
                event -> Set.copyOf(event.getTables()),
                Topics.RUN_BARRIERS,
                event -> new RunPrepared(event.getRunId(), event.getTables()));
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
