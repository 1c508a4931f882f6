package io.rowmill.linkage;

import io.rowmill.platform.Parts;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.settings.ServiceSettings;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunPrepared;

/** Everything that linkage runs: one kind of consumer. */
public final class LinkageService implements RunningService {
    private static final JobRole<RunPrepared> WORKER = JobRole.ofRuns(
            "rowmill-linkage", Stages.LINKAGE, Topics.RUN_BARRIERS, RunPrepared.class, RunPrepared::getRunId);

    private final Parts parts;

    public LinkageService(Platform platform, ServiceSettings settings) {
        platform.prepare(WORKER);
        parts = Parts.open(opened -> open(opened, platform, settings));
    }

    private static void open(Parts parts, Platform platform, ServiceSettings settings) {
        parts.addAll(platform.consume(
                WORKER,
                settings,
                platform.cleaner()
                        .after(
                                new LinkageHandler(platform.artifacts(), platform::runData, platform.workDir()),
                                RunPrepared::getRunId)));
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
