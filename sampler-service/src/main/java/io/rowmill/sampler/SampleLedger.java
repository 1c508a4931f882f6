package io.rowmill.sampler;

import io.rowmill.core.sampling.ChunkResult;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.SampleState;
import io.rowmill.platform.rows.RowDigest;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.SamplePlanned;
import io.rowmill.schemas.SampleProgressed;
import io.rowmill.schemas.SampleWritten;
import io.rowmill.schemas.SampledTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the fan-in keeps of a sample: the state machine, and rows and digests per table so far. */
final class SampleLedger {
    private final Header header;
    private final SampleState state;
    private final Map<String, Totals> totals;

    /** What doesn't change while the sample runs. */
    record Header(String modelId, String planKey, String topicPrefix, int rowPartitions, long requestedAtMillis) {}

    /** @param digest sum of the chunks' digests, modulo 2^64 */
    record Totals(long rows, long chunks, long digest) {}

    /** The stored form. */
    record Stored(Header header, String state, Map<String, Totals> totals) {}

    private SampleLedger(Header header, SampleState state, Map<String, Totals> totals) {
        this.header = header;
        this.state = state;
        this.totals = totals;
    }

    static SampleLedger of(SamplePlanned planned) {
        SampleState state = SampleState.of(Json.read(planned.getPlan(), SamplePlan.class));
        Header header = new Header(
                planned.getModelId(),
                planned.getManifest(),
                planned.getTopicPrefix(),
                planned.getRowPartitions(),
                planned.getRequestedAt().toEpochMilli());
        Map<String, Totals> totals = new LinkedHashMap<>();
        state.plan().tables().forEach(t -> totals.put(t.table(), new Totals(0, 0, 0)));
        return new SampleLedger(header, state, totals);
    }

    static SampleLedger fromJson(String json) {
        Stored stored = Json.read(json, Stored.class);
        SampleState state = SampleState.fromJson(stored.state().getBytes(StandardCharsets.UTF_8));
        return new SampleLedger(stored.header(), state, new LinkedHashMap<>(stored.totals()));
    }

    String toJson() {
        return Json.write(new Stored(header, new String(state.toJson(), StandardCharsets.UTF_8), totals));
    }

    SampleState state() {
        return state;
    }

    String modelId() {
        return header.modelId();
    }

    String planKey() {
        return header.planKey();
    }

    /** The input is exactly-once, so each chunk is added once. */
    SampleState.Step note(SampleProgressed event) {
        Totals before = totals.get(event.getTable());
        totals.put(
                event.getTable(),
                new Totals(
                        before.rows() + event.getRows(),
                        before.chunks() + 1,
                        before.digest() + RowDigest.parse(event.getDigest())));
        return state.onChunk(Json.read(event.getOutcome(), ChunkResult.class));
    }

    SampleWritten written(String sampleId) {
        List<SampledTable> tables = new ArrayList<>();
        totals.forEach((table, t) -> tables.add(new SampledTable(
                table,
                Topics.rows(header.topicPrefix(), table, header.rowPartitions()).name(),
                t.rows(),
                t.chunks(),
                RowDigest.format(t.digest()))));
        return new SampleWritten(sampleId, header.modelId(), tables, Instant.ofEpochMilli(header.requestedAtMillis()));
    }
}
