package io.rowmill.sampler;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.stream.DrivenFanIn;
import io.rowmill.platform.testing.RecordedJob;
import io.rowmill.platform.testing.SmallRun;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleProgressed;
import io.rowmill.schemas.SampleRequested;
import io.rowmill.schemas.SampleWritten;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A sample of a {@link SmallRun}'s model: its handlers and its fan-in, over a store and a cluster in memory. */
final class SmallSample implements AutoCloseable {
    static final String ID = "sample-1";

    final SmallRun run;
    final ModelReady model;
    final Cluster cluster = new Cluster();
    final AvroCodec codec = new AvroCodec(new MockSchemaRegistryClient());
    final Counter rows = new SimpleMeterRegistry().counter("rows");
    final ModelCache models;
    private final ChunkHandler chunks;
    private final DrivenFanIn fanIn = new DrivenFanIn(
            List.of(Topics.SAMPLE_PLANS, Topics.SAMPLE_PROGRESS, Topics.SAMPLE_COMMANDS, Topics.SAMPLE_FAILURES),
            List.of(Topics.SAMPLE_CHUNKS, Topics.SAMPLE_BARRIERS, Topics.SAMPLE_FAILURES),
            c -> new SampleFanIn(c, "/rowmill/test"));

    SmallSample(Path dir) throws IOException {
        this(new SmallRun(dir));
    }

    /** @param run before its first stage */
    SmallSample(SmallRun run) throws IOException {
        this.run = run;
        model = run.model();
        models = new ModelCache(run.artifacts(), id -> model);
        chunks = new ChunkHandler(run.artifacts(), codec, models, rows);
        run.store().forgetEffects();
    }

    /** Another process that works on the same sample. */
    SmallSample(SmallSample other) {
        run = other.run;
        model = other.model;
        models = new ModelCache(run.artifacts(), id -> model);
        chunks = new ChunkHandler(run.artifacts(), codec, models, rows);
    }

    /** What a cluster knows of topics. */
    static final class Cluster implements RowTopics {
        final Map<String, Optional<String>> made = new LinkedHashMap<>();
        final Set<String> keyless = new HashSet<>();
        final Set<String> used = new HashSet<>();

        @Override
        public int partitions() {
            return 4;
        }

        @Override
        public void ensure(List<Topic> topics, Set<String> withoutKey, Optional<String> compression) {
            topics.forEach(topic -> made.put(topic.name(), compression));
            keyless.addAll(withoutKey);
        }

        @Override
        public List<String> used(List<String> topics) {
            return topics.stream().filter(used::contains).toList();
        }

        @Override
        public Map<String, Map<Integer, Long>> ends(List<String> topics) {
            Map<String, Map<Integer, Long>> ends = new LinkedHashMap<>();
            topics.forEach(topic -> ends.put(topic, Map.of(0, 7L)));
            return ends;
        }
    }

    /** @param chunkRows of a chunk at most */
    record Limits(boolean enabled, int concurrency, Duration retryDeadline, int chunkRows, long maxRowsPerRequest)
            implements SamplerSettings {
        Limits(int chunkRows, long maxRowsPerRequest) {
            this(true, 1, Duration.ZERO, chunkRows, maxRowsPerRequest);
        }
    }

    static SampleRequested.Builder request() {
        return SampleRequested.newBuilder().setSampleId(ID).setModel("small").setRequestedAt(Instant.EPOCH);
    }

    SamplePlanner planner(int chunkRows, long maxRows) {
        return new SamplePlanner(run.artifacts(), cluster, id -> model, models, new Limits(chunkRows, maxRows));
    }

    RecordedJob plan(SampleRequested request) throws IOException, InterruptedException {
        run.store().forgetEffects();
        RecordedJob job = run.job();
        planner(10, 1_000_000).handle(request, job);
        return job;
    }

    /** Plans, and has the fan-in ask for the first chunks. */
    List<SampleChunkRequested> begin(SampleRequested request) throws IOException, InterruptedException {
        fanIn.send(
                Topics.SAMPLE_PLANS,
                ID,
                plan(request).events(SamplePlanned.class).get(0));
        return asked();
    }

    private List<SampleChunkRequested> asked() {
        return fanIn.published(Topics.SAMPLE_CHUNKS).stream()
                .map(SampleChunkRequested.class::cast)
                .toList();
    }

    RecordedJob make(SampleChunkRequested chunk) throws IOException, InterruptedException {
        return make(chunk, run.job());
    }

    RecordedJob make(SampleChunkRequested chunk, RecordedJob job) throws IOException, InterruptedException {
        run.store().forgetEffects();
        chunks.handle(chunk, job);
        return job;
    }

    /** Makes these chunks and all that follow them. */
    List<RecordedJob> finish(List<SampleChunkRequested> first) throws IOException, InterruptedException {
        List<RecordedJob> jobs = new ArrayList<>();
        for (List<SampleChunkRequested> open = first; !open.isEmpty(); open = asked()) {
            for (SampleChunkRequested chunk : open) {
                RecordedJob job = make(chunk);
                jobs.add(job);
                job.events(SampleProgressed.class).forEach(p -> fanIn.send(Topics.SAMPLE_PROGRESS, ID, p));
            }
        }
        return jobs;
    }

    SampleWritten written() {
        return (SampleWritten) fanIn.published(Topics.SAMPLE_BARRIERS).get(0);
    }

    @Override
    public void close() {
        models.close();
        fanIn.close();
    }
}
