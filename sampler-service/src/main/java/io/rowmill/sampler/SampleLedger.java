package io.rowmill.sampler;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.core.sampling.ChunkBlock;
import io.rowmill.core.sampling.ChunkProgress;
import io.rowmill.core.sampling.ChunkResult;
import io.rowmill.core.sampling.SampleMemory;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.SampleState;
import io.rowmill.core.sampling.TableProgress;
import io.rowmill.platform.rows.RowDigest;
import io.rowmill.platform.stream.FanInMemory;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleProgressed;
import io.rowmill.schemas.SampleWritten;
import io.rowmill.schemas.SampledTable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the fan-in keeps of a sample: a header, an entry per table for its progress and one for its rows and digest, an entry
 * per chunk that is being made, and one for many that have children to come. A finished chunk writes three small entries,
 * whatever the number of chunks.
 */
final class SampleLedger implements SampleMemory {
    private final FanInMemory memory;
    private final String sampleId;
    private final Header header;
    private final SamplePlan plan;

    /** What doesn't change while the sample runs. */
    record Header(
            String modelId,
            String planKey,
            String topicPrefix,
            int rowPartitions,
            long requestedAtMillis,
            JsonNode plan) {}

    /** @param digest sum of the chunks' digests, modulo 2^64 */
    record Totals(long rows, long chunks, long digest) {
        static final Totals NONE = new Totals(0, 0, 0);
    }

    private SampleLedger(FanInMemory memory, String sampleId, Header header) {
        this.memory = memory;
        this.sampleId = sampleId;
        this.header = header;
        this.plan = Json.plan(header.plan());
    }

    static SampleLedger open(FanInMemory memory, SamplePlanned planned) {
        Header header = new Header(
                planned.getModelId(),
                planned.getManifest(),
                planned.getTopicPrefix(),
                planned.getRowPartitions(),
                planned.getRequestedAt().toEpochMilli(),
                Json.tree(PlanRecords.read(planned)));
        SampleLedger ledger = new SampleLedger(memory, planned.getSampleId(), header);
        memory.put(planned.getSampleId(), Json.write(header));
        return ledger;
    }

    /** @return empty: the sample is not being made, or no longer */
    static Optional<SampleLedger> find(FanInMemory memory, String sampleId) {
        return Optional.ofNullable(memory.get(sampleId))
                .map(json -> new SampleLedger(memory, sampleId, Json.read(json, Header.class)));
    }

    /** What is kept of a sample that was written or cancelled: a second request must not write its rows again. */
    static void close(FanInMemory memory, String sampleId) {
        forget(memory, sampleId);
        memory.put(writtenKey(sampleId), "");
    }

    static boolean isClosed(FanInMemory memory, String sampleId) {
        return memory.get(writtenKey(sampleId)) != null;
    }

    /** No id has a colon. */
    private static String writtenKey(String sampleId) {
        return sampleId + ":written";
    }

    static void forget(FanInMemory memory, String sampleId) {
        memory.forget(sampleId);
        memory.forgetAll(sampleId + "/");
    }

    SampleState.Step start() {
        return new SampleState(plan, this).start();
    }

    /** A chunk that was reported before changes nothing. */
    SampleState.Step note(SampleProgressed event) {
        ChunkResult result = Json.read(event.getOutcome(), ChunkResult.class);
        SampleState.Step step = new SampleState(plan, this).onChunk(result);
        if (step.news() && result.pass().publishes()) {
            Totals before = totals(event.getTable());
            Totals after = new Totals(
                    before.rows() + event.getRows(),
                    before.chunks() + 1,
                    before.digest() + RowDigest.parse(event.getDigest()));
            memory.put(totalsKey(event.getTable()), Json.write(after));
        }
        return step;
    }

    String modelId() {
        return header.modelId();
    }

    String planKey() {
        return header.planKey();
    }

    /** What is written so far. */
    List<SampledTable> tables() {
        List<SampledTable> tables = new ArrayList<>();
        plan.tables().forEach(t -> tables.add(sampled(t.table(), totals(t.table()))));
        return tables;
    }

    SampleWritten written() {
        return new SampleWritten(
                sampleId, header.modelId(), tables(), Instant.ofEpochMilli(header.requestedAtMillis()));
    }

    private SampledTable sampled(String table, Totals totals) {
        return new SampledTable(
                table,
                Topics.rows(header.topicPrefix(), table, header.rowPartitions()).name(),
                totals.rows(),
                totals.chunks(),
                RowDigest.format(totals.digest()));
    }

    private Totals totals(String table) {
        return find(totalsKey(table), Totals.class).orElse(Totals.NONE);
    }

    @Override
    public Optional<TableProgress> table(String table) {
        return find(tableKey(table), TableProgress.class);
    }

    @Override
    public void put(String table, TableProgress progress) {
        memory.put(tableKey(table), Json.write(progress));
    }

    @Override
    public Optional<ChunkProgress> chunk(String table, int index) {
        return find(chunkKey(table, index), ChunkProgress.class);
    }

    @Override
    public void put(String table, int index, ChunkProgress progress) {
        memory.put(chunkKey(table, index), Json.write(progress));
    }

    @Override
    public void forget(String table, int index) {
        memory.forget(chunkKey(table, index));
    }

    @Override
    public Optional<ChunkBlock> block(String table, int number) {
        return find(blockKey(table, number), ChunkBlock.class);
    }

    @Override
    public void put(String table, int number, ChunkBlock block) {
        memory.put(blockKey(table, number), Json.write(block));
    }

    private <T> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(memory.get(key)).map(json -> Json.read(json, type));
    }

    private String tableKey(String table) {
        return sampleId + "/tables/" + safe(table);
    }

    private String totalsKey(String table) {
        return sampleId + "/totals/" + safe(table);
    }

    private String chunkKey(String table, int index) {
        return sampleId + "/chunks/" + safe(table) + "/" + number(index);
    }

    private String blockKey(String table, int number) {
        return sampleId + "/blocks/" + safe(table) + "/" + number(number);
    }

    /** Of equal length, so that keys are in the order of numbers. */
    private static String number(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(10 - digits.length()) + digits;
    }

    /** Without a slash. */
    private static String safe(String table) {
        return URLEncoder.encode(table, StandardCharsets.UTF_8);
    }
}
