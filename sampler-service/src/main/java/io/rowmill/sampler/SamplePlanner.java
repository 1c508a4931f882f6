package io.rowmill.sampler;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.SampleRequest;
import io.rowmill.core.sampling.Wishes;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.RunNames;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleRequested;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a sample request, stores its plan and creates its topics. */
final class SamplePlanner implements JobHandler<SampleRequested> {
    private static final Logger LOG = LoggerFactory.getLogger(SamplePlanner.class);
    /** Their indexes are ints, with room for what a parent's children add. */
    private static final long MOST_CHUNKS = 1_000_000_000;

    private static final List<String> COMPRESSIONS = List.of("gzip", "zstd", "lz4", "snappy", "none");

    private final Artifacts artifacts;
    private final RowTopics cluster;
    private final ModelCache.ModelLookup index;
    private final ModelCache models;
    private final SamplerSettings settings;
    private final RowTopicClaims claims;

    SamplePlanner(
            Artifacts artifacts,
            RowTopics cluster,
            ModelCache.ModelLookup index,
            ModelCache models,
            SamplerSettings settings) {
        if (settings.chunkRows() < 1) {
            throw new IllegalArgumentException(
                    "rowmill.sampler.chunk-rows must be at least 1, not " + settings.chunkRows());
        }
        if (settings.maxRowsPerRequest() < 1 || settings.maxRowsPerRequest() / settings.chunkRows() > MOST_CHUNKS) {
            throw new IllegalArgumentException("rowmill.sampler.max-rows-per-request must be at least 1 and at most "
                    + MOST_CHUNKS + " times rowmill.sampler.chunk-rows, not " + settings.maxRowsPerRequest());
        }
        this.artifacts = artifacts;
        this.cluster = cluster;
        this.index = index;
        this.models = models;
        this.settings = settings;
        this.claims = new RowTopicClaims(artifacts, cluster);
    }

    @Override
    public void handle(SampleRequested event, Job job) throws IOException, InterruptedException {
        RunNames.requireValid("sample id", event.getSampleId());
        Optional<String> compression = compression(event);
        if (artifacts.store().exists(ArtifactKeys.sampleManifest(event.getSampleId()))) {
            LOG.info("sample {} is already complete", event.getSampleId());
            return;
        }
        String key = ArtifactKeys.samplePlan(event.getSampleId());
        Optional<StoredPlan> before = artifacts.find(key, StoredPlan.class);
        StoredPlan stored = before.isPresent() ? before.get() : create(key, event, job);
        makeTopics(event, stored, compression);
        publish(event, stored, key, job);
    }

    private StoredPlan create(String key, SampleRequested event, Job job) throws IOException, InterruptedException {
        try {
            return artifacts.createOnce(key, plan(event), StoredPlan.class);
        } finally {
            if (job.ended()) {
                // The janitor may have been here before the given rows were stored.
                SampleData.delete(artifacts.store(), event.getSampleId());
            }
        }
    }

    private void makeTopics(SampleRequested event, StoredPlan stored, Optional<String> compression)
            throws IOException, InterruptedException {
        List<Topic> topics = topics(stored);
        if (event.getTopicPrefix() != null) {
            claims.claim(topics, event.getSampleId());
        }
        cluster.ensure(topics, keyless(stored), compression);
    }

    private Set<String> keyless(StoredPlan stored) throws IOException, InterruptedException {
        return models.use(stored.modelId(), model -> model.tables().stream()
                .filter(table -> table.primaryKey().isEmpty())
                .map(table -> topic(stored, table.name()).name())
                .collect(Collectors.toSet()));
    }

    private static void publish(SampleRequested event, StoredPlan stored, String key, Job job) {
        job.publish(
                Topics.SAMPLE_PLANS,
                event.getSampleId(),
                SamplePlanned.newBuilder()
                        .setSampleId(event.getSampleId())
                        .setModelId(stored.modelId())
                        .setPlan("")
                        .setSettled(PlanRecords.write(stored.samplePlan()))
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

    private StoredPlan plan(SampleRequested event, ModelReady ready, LoadedModel model) throws IOException {
        long seed = event.getSeed() == null ? model.manifest().seed() : event.getSeed();
        Wishes wishes = new WishReader(model).read(event);
        GivenIntake intake = new GivenIntake(artifacts, model, event);
        Optional<StoredPlan.Given> given = intake.find();
        SampleRequest request = new SampleRequest(
                event.getScale(), rows(event, given), event.getChildren(), new Seed(seed).derive("sample"));
        SamplePlan plan = SamplePlan.of(model.linkage(), request, settings.chunkRows(), settings.maxRowsPerRequest())
                .with(model::rules, model.linkage().graph())
                .conditioned(conditioned(wishes, given), event.getChildren().keySet());
        String prefix = event.getTopicPrefix() == null
                ? Topics.defaultRowPrefix(ready.getName(), event.getSampleId())
                : requireLegal(event.getTopicPrefix());
        if (given.isPresent()) {
            intake.store(given.get(), wishes);
        }
        return StoredPlan.of(ready.getModelId(), prefix, cluster.partitions(), plan, wishes, given);
    }

    private static Set<String> conditioned(Wishes wishes, Optional<StoredPlan.Given> given) {
        Set<String> tables = new HashSet<>(wishes.tables());
        given.ifPresent(g -> tables.add(g.table()));
        return tables;
    }

    private static Map<String, Long> rows(SampleRequested event, Optional<StoredPlan.Given> given) {
        Map<String, Long> rows = new HashMap<>(event.getRows());
        given.ifPresent(g -> rows.put(g.table(), g.rows()));
        return rows;
    }

    /** @return the topics' {@code compression.type}; empty: theirs */
    private static Optional<String> compression(SampleRequested event) {
        String asked = event.getCompression();
        if (asked != null && !COMPRESSIONS.contains(asked)) {
            throw FailureException.rejected(
                    "invalid-compression", "The compression must be one of " + String.join(", ", COMPRESSIONS) + ".");
        }
        return Optional.ofNullable(asked).map(name -> name.equals("none") ? "uncompressed" : name);
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
        return stored.samplePlan().tables().stream()
                .map(t -> topic(stored, t.table()))
                .toList();
    }

    private static Topic topic(StoredPlan stored, String table) {
        return Topics.rows(stored.topicPrefix(), table, stored.rowPartitions());
    }
}
