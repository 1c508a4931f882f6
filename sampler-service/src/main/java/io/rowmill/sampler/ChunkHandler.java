package io.rowmill.sampler;

import io.micrometer.core.instrument.Counter;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.sampling.Chunk;
import io.rowmill.core.sampling.Chunk.ParentRange;
import io.rowmill.core.sampling.ChunkSampler;
import io.rowmill.core.sampling.HandOver;
import io.rowmill.core.sampling.SampledChunk;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.consumer.JobHandler;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.platform.rows.RowDigest;
import io.rowmill.platform.rows.RowEncoder;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SampleChunkRequested;
import io.rowmill.schemas.SampleProgressed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes one chunk: rows to the table's topic, what other chunks need of it to storage, progress to the fan-in, in one transaction with the request. */
final class ChunkHandler implements JobHandler<SampleChunkRequested> {
    private final Artifacts artifacts;
    private final AvroCodec codec;
    private final ModelCache models;
    private final PlanCache plans;
    private final HandOverCache handOvers;
    private final GivenBlocks given;
    private final Counter rows;

    /** @param rows counts those that are made */
    ChunkHandler(Artifacts artifacts, AvroCodec codec, ModelCache models, Counter rows) {
        this.artifacts = artifacts;
        this.codec = codec;
        this.models = models;
        this.plans = new PlanCache(artifacts);
        this.handOvers = new HandOverCache(artifacts);
        this.given = new GivenBlocks(artifacts);
        this.rows = rows;
    }

    @Override
    public void handle(SampleChunkRequested event, Job job) throws IOException, InterruptedException {
        try {
            models.use(event.getModelId(), model -> {
                make(event, model, job);
                return event;
            });
        } finally {
            if (job.ended()) {
                // The janitor may have been here before this chunk left its hand-over.
                artifacts.store().deletePrefix(ArtifactKeys.handOvers(event.getSampleId()));
            }
        }
    }

    private void make(SampleChunkRequested event, LoadedModel model, Job job) throws IOException {
        PlanCache.Settled settled = plans.plan(event.getSampleId());
        SampledChunk sampled = sample(event, model, settled);
        store(event, sampled);
        StoredPlan stored = settled.stored();
        Topic topic = Topics.rows(stored.topicPrefix(), event.getTable(), stored.rowPartitions());
        rows.increment(sampled.rows().size());
        RowEncoder encoder = new RowEncoder(model.schema(event.getTable()), codec, topic.name());
        long digest = publishRows(event, encoder, sampled, topic, job);
        job.publish(
                Topics.SAMPLE_PROGRESS,
                event.getSampleId() + "/" + event.getTable() + "/" + event.getChunk()
                        + SampleFanIn.of(sampled.chunk().pass()),
                new SampleProgressed(
                        event.getSampleId(),
                        event.getTable(),
                        event.getChunk(),
                        (long) sampled.rows().size(),
                        RowDigest.format(digest),
                        Json.write(sampled.result())));
    }

    private SampledChunk sample(SampleChunkRequested event, LoadedModel model, PlanCache.Settled settled)
            throws IOException {
        TableMetadata table = model.table(event.getTable());
        Chunk chunk = Json.read(event.getSpec(), Chunk.class);
        ChunkSampler sampler = new ChunkSampler(
                model.linkage(),
                settled.plan(),
                model::transform,
                model::rules,
                handOvers.of(event.getSampleId()),
                settled.stored().wishes(),
                settled.indexes(),
                model::copied,
                given.of(event.getSampleId(), settled.stored()));
        return sampler.sample(table, chunk, model.synthesizer(event.getTable()));
    }

    private void store(SampleChunkRequested event, SampledChunk sampled) throws IOException {
        String sampleId = event.getSampleId();
        if (sampled.handOver().isPresent()) {
            store(
                    ArtifactKeys.handOver(sampleId, event.getTable(), event.getChunk()),
                    sampled.handOver().get());
        }
        if (sampled.totals().isPresent()) {
            ParentRange parents = sampled.chunk().parents().orElseThrow();
            store(
                    ArtifactKeys.totals(sampleId, event.getTable(), parents.chunk(), parents.offset()),
                    sampled.totals().get());
        }
    }

    private void store(String key, HandOver handOver) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        handOver.writeTo(bytes);
        artifacts.store().put(key, bytes.toByteArray());
    }

    /** @return digest of the chunk's rows */
    private static long publishRows(
            SampleChunkRequested event, RowEncoder encoder, SampledChunk sampled, Topic topic, Job job) {
        RowDigest digest = new RowDigest();
        Header sampleId = EventHeaders.header("sample-id", event.getSampleId());
        Header chunk = EventHeaders.header("chunk", Long.toString(event.getChunk()));
        long ordinal = event.getFirstOrdinal();
        for (Object[] row : sampled.rows()) {
            byte[] key = encoder.key(row);
            byte[] value = encoder.value(row);
            Integer partition = key == null ? (int) (ordinal % topic.partitions()) : null;
            Header position = EventHeaders.header("row", Long.toString(ordinal));
            job.publishRow(topic, partition, key, value, new RecordHeaders(new Header[] {sampleId, chunk, position}));
            digest.add(value);
            ordinal++;
        }
        return digest.sum();
    }
}
