package io.rowmill.sampler;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.SampleRequest;
import io.rowmill.platform.Platform;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.model.ModelIndex;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleRequested;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a sample request, settles its plan and makes its topics. */
final class SamplePlanner implements JobHandler<SampleRequested> {
    private static final Logger LOG = LoggerFactory.getLogger(SamplePlanner.class);

    private final Platform platform;
    private final Artifacts artifacts;
    private final ModelIndex index;
    private final ModelCache models;
    private final int chunkRows;
    private final RowTopicClaims claims;

    SamplePlanner(Platform platform, ModelIndex index, ModelCache models, int chunkRows) {
        if (chunkRows < 1) {
            throw new IllegalArgumentException("rowmill.sampler.chunk-rows must be at least 1, not " + chunkRows);
        }
        this.platform = platform;
        this.artifacts = platform.artifacts();
        this.index = index;
        this.models = models;
        this.chunkRows = chunkRows;
        this.claims = new RowTopicClaims(platform);
    }

    @Override
    public void handle(SampleRequested event, Job job) throws IOException, InterruptedException {
        RunNames.requireValid("sample id", event.getSampleId());
        if (artifacts.store().exists(ArtifactKeys.sampleManifest(event.getSampleId()))) {
            LOG.info("sample {} is complete already", event.getSampleId());
            return;
        }
        String key = ArtifactKeys.samplePlan(event.getSampleId());
        Optional<StoredPlan> before = artifacts.find(key, StoredPlan.class);
        StoredPlan stored =
                before.isPresent() ? before.get() : artifacts.createOnce(key, plan(event), StoredPlan.class);
        List<Topic> topics = topics(stored);
        if (event.getTopicPrefix() != null) {
            claims.claim(topics, event.getSampleId());
        }
        platform.ensureTopics(topics);
        job.publish(
                Topics.SAMPLE_PLANS,
                event.getSampleId(),
                SamplePlanned.newBuilder()
                        .setSampleId(event.getSampleId())
                        .setModelId(stored.modelId())
                        .setPlan(stored.plan())
                        .setManifest(key)
                        .setTopicPrefix(stored.topicPrefix())
                        .setRowPartitions(stored.rowPartitions())
                        .setRequestedAt(event.getRequestedAt())
                        .build());
    }

    private StoredPlan plan(SampleRequested event) throws IOException, InterruptedException {
        ModelReady ready = index.find(event.getModel());
        return models.use(ready.getModelId(), model -> plan(event, ready, model));
    }

    private StoredPlan plan(SampleRequested event, ModelReady ready, LoadedModel model) {
        long seed = event.getSeed() == null ? model.manifest().seed() : event.getSeed();
        SamplePlan plan = SamplePlan.of(
                model.linkage(),
                new SampleRequest(event.getScale(), event.getRows(), new Seed(seed).derive("sample")),
                chunkRows);
        String prefix = event.getTopicPrefix() == null
                ? Topics.defaultRowPrefix(ready.getName(), event.getSampleId())
                : requireLegal(event.getTopicPrefix());
        return new StoredPlan(ready.getModelId(), prefix, platform.rowPartitions(), Json.write(plan));
    }

    private static String requireLegal(String prefix) {
        if (!prefix.matches("[a-zA-Z0-9._-]{1,150}") || Topics.isReserved(prefix)) {
            throw FailureException.rejected(
                    "invalid-topic-prefix",
                    "The topic prefix must have 1 to 150 letters, digits, dots, dashes or underscores, and must not begin"
                            + " with 'rowmill.' or '__'.");
        }
        return prefix;
    }

    private List<Topic> topics(StoredPlan stored) {
        SamplePlan plan = Json.read(stored.plan(), SamplePlan.class);
        return plan.tables().stream()
                .map(t -> Topics.rows(stored.topicPrefix(), t.table(), stored.rowPartitions()))
                .toList();
    }
}
