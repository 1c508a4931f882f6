package io.rowmill.sampler;

import io.rowmill.platform.Parts;
import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.metrics.MetricNames;
import io.rowmill.platform.model.ModelIndex;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SampleRequested;
import io.rowmill.schemas.SampleWritten;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that the sampler runs: planner, workers, fan-in, finisher. */
public final class SamplerService implements RunningService {
    private static final Logger LOG = LoggerFactory.getLogger(SamplerService.class);
    private static final String SOURCE = "/rowmill/sampler";

    private static final JobRole<SampleRequested> PLANNER = JobRole.ofSamples(
            "rowmill-sampler-planner",
            Stages.SAMPLER,
            Topics.SAMPLE_REQUESTS,
            SampleRequested.class,
            SampleRequested::getSampleId);

    private static final JobRole<SampleChunkRequested> WORKER = JobRole.ofSamples(
            "rowmill-sampler",
            Stages.SAMPLER,
            Topics.SAMPLE_CHUNKS,
            SampleChunkRequested.class,
            SampleChunkRequested::getSampleId);

    private static final JobRole<SampleWritten> FINISHER = JobRole.ofSamples(
            "rowmill-sampler-finisher",
            Stages.SAMPLER,
            Topics.SAMPLE_BARRIERS,
            SampleWritten.class,
            SampleWritten::getSampleId);

    private static final JobRole<SampleFailed> JANITOR = new JobRole<>(
            "rowmill-sampler-janitor",
            SOURCE,
            Topics.SAMPLE_FAILURES,
            SampleFailed.class,
            SampleFailed::getSampleId,
            (sampleId, failure, job) -> LOG.error(
                    "could not delete the hand-overs and given rows of {}: {}",
                    RunNames.printable(sampleId),
                    failure.messages()),
            true);

    private final Parts parts;

    public SamplerService(Platform platform, SamplerSettings settings) {
        platform.prepare(PLANNER, WORKER, FINISHER, JANITOR);
        parts = Parts.open(opened -> open(opened, platform, settings));
    }

    private static void open(Parts parts, Platform platform, SamplerSettings settings) {
        Artifacts artifacts = platform.artifacts();
        RowTopics cluster = RowTopics.of(platform);
        ModelIndex index = parts.add(new ModelIndex("rowmill-sampler-models", platform));
        ModelCache models = parts.add(new ModelCache(artifacts, index::find));
        parts.add(platform.fanIn(
                "rowmill-sampler-fan-in",
                List.of(Topics.SAMPLE_PLANS, Topics.SAMPLE_PROGRESS, Topics.SAMPLE_COMMANDS, Topics.SAMPLE_FAILURES),
                List.of(Topics.SAMPLE_CHUNKS, Topics.SAMPLE_BARRIERS, Topics.SAMPLE_FAILURES),
                () -> new SampleFanIn(platform.codec(), SOURCE)));
        parts.addAll(platform.consume(
                PLANNER, settings, new SamplePlanner(artifacts, cluster, index::find, models, settings)));
        parts.addAll(platform.consume(
                WORKER,
                settings,
                new ChunkHandler(
                        artifacts, platform.codec(), models, platform.meters().counter(MetricNames.ROWS_SAMPLED))));
        parts.addAll(platform.consume(FINISHER, settings, new SampleFinisher(artifacts, cluster)));
        parts.addAll(platform.consume(
                JANITOR, settings, (event, job) -> SampleData.delete(artifacts.store(), event.getSampleId())));
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
