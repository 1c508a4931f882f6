package io.rowmill.sampler;

import io.rowmill.platform.Platform;
import io.rowmill.platform.RunningService;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.artifact.Stages;
import io.rowmill.platform.consumer.JobRole;
import io.rowmill.platform.event.Failures;
import io.rowmill.platform.model.ModelIndex;
import io.rowmill.platform.stream.FanInTopology;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SampleRequested;
import io.rowmill.schemas.SampleWritten;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the sampler runs: planner, workers, fan-in, finisher. */
public final class SamplerService implements RunningService {
    private static final Logger LOG = LoggerFactory.getLogger(SamplerService.class);
    private static final String SOURCE = "/rowmill/sampler";

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final FanInTopology fanIn;

    public SamplerService(Platform platform, SamplerSettings settings) {
        platform.ensurePipelineTopics();
        ModelIndex index = new ModelIndex("rowmill-sampler-models", platform);
        ModelCache models = new ModelCache(platform.artifacts(), index);
        fanIn = platform.fanIn(
                "rowmill-sampler-fan-in",
                List.of(Topics.SAMPLE_PLANS, Topics.SAMPLE_PROGRESS, Topics.SAMPLE_COMMANDS, Topics.SAMPLE_FAILURES),
                List.of(Topics.SAMPLE_CHUNKS, Topics.SAMPLE_BARRIERS, Topics.SAMPLE_FAILURES),
                () -> new SampleFanIn(platform.codec(), SOURCE));
        parts.add(index);
        parts.add(models);
        parts.addAll(platform.consume(planner(), settings, new SamplePlanner(platform, index, models, settings)));
        parts.addAll(platform.consume(worker(), settings, new ChunkHandler(platform, models)));
        parts.addAll(platform.consume(finisher(), settings, new SampleFinisher(platform)));
        parts.addAll(platform.consume(janitor(), settings, (event, job) -> platform.artifacts()
                .store()
                .deletePrefix(ArtifactKeys.handOvers(event.getSampleId()))));
        parts.add(fanIn);
    }

    private static JobRole<SampleRequested> planner() {
        return new JobRole<>(
                "rowmill-sampler-planner",
                SOURCE,
                Topics.SAMPLE_REQUESTS,
                SampleRequested.class,
                SampleRequested::getSampleId,
                (sampleId, failure, job) -> Failures.publishSampleFailed(sampleId, Stages.SAMPLER, failure, job));
    }

    private static JobRole<SampleChunkRequested> worker() {
        return new JobRole<>(
                "rowmill-sampler",
                SOURCE,
                Topics.SAMPLE_CHUNKS,
                SampleChunkRequested.class,
                SampleChunkRequested::getSampleId,
                (sampleId, failure, job) -> Failures.publishSampleFailed(sampleId, Stages.SAMPLER, failure, job));
    }

    private static JobRole<SampleWritten> finisher() {
        return new JobRole<>(
                "rowmill-sampler-finisher",
                SOURCE,
                Topics.SAMPLE_BARRIERS,
                SampleWritten.class,
                SampleWritten::getSampleId,
                (sampleId, failure, job) -> Failures.publishSampleFailed(sampleId, Stages.SAMPLER, failure, job));
    }

    private static JobRole<SampleFailed> janitor() {
        return new JobRole<>(
                "rowmill-sampler-janitor",
                SOURCE,
                Topics.SAMPLE_FAILURES,
                SampleFailed.class,
                SampleFailed::getSampleId,
                (sampleId, failure, job) -> LOG.error(
                        "hand-overs of {} are still there: {}", RunNames.printable(sampleId), failure.messages()),
                true);
    }

    @Override
    public boolean healthy() {
        return fanIn.healthy() && Platform.polling(parts);
    }

    @Override
    public void close() {
        Platform.closeAll(parts);
    }
}
