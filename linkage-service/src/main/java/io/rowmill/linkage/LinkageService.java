package io.rowmill.linkage;

import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.ServiceSettings;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.event.Failures;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunPrepared;
import java.util.ArrayList;
import java.util.List;

/** Everything linkage runs: one kind of consumer. */
public final class LinkageService implements RunningService {
    private final List<AutoCloseable> parts = new ArrayList<>();

    public LinkageService(Platform platform, ServiceSettings settings) {
        platform.ensurePipelineTopics();
        parts.addAll(platform.consume(
                worker(),
                settings,
                platform.cleaner()
                        .after(
                                new LinkageHandler(platform.artifacts(), platform::runData, platform.workDir()),
                                RunPrepared::getRunId)));
    }

    private static JobRole<RunPrepared> worker() {
        return new JobRole<>(
                "rowmill-linkage",
                "/rowmill/linkage",
                Topics.RUN_BARRIERS,
                RunPrepared.class,
                RunPrepared::getRunId,
                (runId, failure, job) -> Failures.publishRunFailed(runId, Stages.LINKAGE, failure, job));
    }

    @Override
    public boolean healthy() {
        return Platform.polling(parts);
    }

    @Override
    public void close() {
        Platform.closeAll(parts);
    }
}
