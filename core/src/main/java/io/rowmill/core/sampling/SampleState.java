package io.rowmill.core.sampling;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which chunks of a sample are made and which come next: a state machine without clock, threads or storage. It is told of
 * finished chunks, in any order and as often as it pleases, and answers with the chunks that can be made now.
 *
 * <p>A table's number of rows is known when its driver's parent table is complete; its chunks are released when also all
 * that {@link io.rowmill.core.linkage.Dependencies} names is known.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class SampleState {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    private SamplePlan plan;
    private Map<String, TableProgress> progress = new LinkedHashMap<>();

    private SampleState() {}

    /**
     * @param chunks to make now
     * @param finished all chunks of all tables are done
     */
    public record Step(List<Chunk> chunks, boolean finished) {
        public Step {
            chunks = List.copyOf(chunks);
        }
    }

    /** A state before its {@link #start()}. */
    public static SampleState of(SamplePlan plan) {
        SampleState state = new SampleState();
        state.plan = plan;
        plan.tables().forEach(t -> state.progress.put(t.table(), new TableProgress()));
        return state;
    }

    /**
     * Releases what needs nothing else.
     *
     * @throws FailureException (Rejected) if the keys of a table don't allow as many rows as asked
     */
    public Step start() {
        return advance();
    }

    /**
     * Takes a finished chunk into account. A chunk that was reported before changes nothing.
     *
     * @throws FailureException (Rejected) if the keys of a table don't allow as many rows as asked
     */
    public Step onChunk(ChunkResult result) {
        TableProgress table = progress.get(result.table());
        if (table == null || !table.isRequested(result.index())) {
            throw FailureException.defect(
                    "unknown-chunk", "A chunk of table " + result.table() + " was not requested.");
        }
        return table.markDone(result) ? advance() : new Step(List.of(), isFinished());
    }

    public boolean isFinished() {
        return progress.values().stream().allMatch(TableProgress::isComplete);
    }

    public SamplePlan plan() {
        return plan;
    }

    /** Rows by table, as far as they are known. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        progress.forEach((table, p) -> {
            if (p.isTotalKnown()) {
                totals.put(table, p.total());
            }
        });
        return totals;
    }

    private Step advance() {
        List<Chunk> chunks = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (TablePlan table : plan.tables()) {
                moved |= settleTotal(table);
                moved |= release(table, chunks);
            }
        }
        return new Step(chunks, isFinished());
    }

    private boolean settleTotal(TablePlan table) {
        TableProgress at = progress.get(table.table());
        if (at.isTotalKnown()) {
            return false;
        }
        if (table.exactRows().isPresent()) {
            at.settleTotal(table.exactRows().getAsLong());
            return true;
        }
        if (!isDriverComplete(table) || !totals().keySet().containsAll(table.distinctParents())) {
            return false;
        }
        at.settleTotal(cutter(table).total(totals()));
        return true;
    }

    private boolean release(TablePlan table, List<Chunk> chunks) {
        TableProgress at = progress.get(table.table());
        if (at.isReleased() || !at.isTotalKnown() || !isReady(table)) {
            return false;
        }
        ChunkCutter cutter = cutter(table);
        Map<String, Long> totals = totals();
        long total = cutter.total(totals);
        List<Chunk> made = cutter.chunks(total, neededFor(table, totals), keyChunks(table));
        at.release(made);
        table.driverParent().ifPresent(p -> progress.get(p).forgetSegments(table.table()));
        chunks.addAll(made);
        return true;
    }

    private static Map<String, Long> neededFor(TablePlan table, Map<String, Long> totals) {
        Map<String, Long> needed = new TreeMap<>();
        needed.put(table.table(), totals.get(table.table()));
        table.totalsBefore().forEach(t -> needed.put(t, totals.get(t)));
        table.distinctParents().forEach(t -> needed.put(t, totals.get(t)));
        return needed;
    }

    private Map<String, List<Long>> keyChunks(TablePlan table) {
        return table.completeBefore().stream()
                .filter(t -> !plan.table(t).keyFollowsOrdinal())
                .filter(table.totalsBefore()::contains)
                .collect(Collectors.toMap(
                        t -> t, t -> List.copyOf(progress.get(t).firstOrdinals())));
    }

    private ChunkCutter cutter(TablePlan table) {
        return new ChunkCutter(
                table,
                plan.chunkRows(),
                table.driverParent()
                        .map(p -> progress.get(p).segmentsFor(table.table()))
                        .orElse(List.of()));
    }

    private boolean isDriverComplete(TablePlan table) {
        return table.driverParent().map(p -> progress.get(p).isComplete()).orElse(true);
    }

    private boolean isReady(TablePlan table) {
        return isDriverComplete(table)
                && table.completeBefore().stream().allMatch(t -> progress.get(t).isComplete())
                && table.totalsBefore().stream().allMatch(t -> progress.get(t).isTotalKnown())
                && table.distinctParents().stream()
                        .allMatch(t -> progress.get(t).isTotalKnown());
    }

    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sample's state is always writable", e);
        }
    }

    /** @throws FailureException (Defect, {@code unreadable-sample-state}) if the bytes are no state */
    public static SampleState fromJson(byte[] json) {
        try {
            return JSON.readValue(json, SampleState.class);
        } catch (IOException e) {
            throw new FailureException(
                    new Failure.Defect("unreadable-sample-state", List.of("The state of a sample can't be read.")), e);
        }
    }
}
