package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import java.util.ArrayList;
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
public final class SampleState {
    private final SamplePlan plan;
    private final SampleMemory memory;

    /** @param memory empty before {@link #start()}, and then the same at every event */
    public SampleState(SamplePlan plan, SampleMemory memory) {
        this.plan = plan;
        this.memory = memory;
    }

    /**
     * @param chunks to make now
     * @param finished all chunks of all tables are done
     * @param news false: the chunk was reported before
     */
    public record Step(List<Chunk> chunks, boolean finished, boolean news) {
        public Step {
            chunks = List.copyOf(chunks);
        }
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
        String table = result.table();
        ChunkProgress chunk = memory.chunk(table, result.index())
                .orElseThrow(() ->
                        FailureException.defect("unknown-chunk", "A chunk of table " + table + " was not requested."));
        if (chunk.segments().isPresent()) {
            return new Step(List.of(), false, false);
        }
        memory.put(table, result.index(), chunk.written(result));
        TableProgress progress = at(table).withOneMoreDone();
        memory.put(table, progress);
        return progress.complete() ? advance() : new Step(List.of(), false, true);
    }

    private TableProgress at(String table) {
        return memory.table(table).orElse(TableProgress.NONE);
    }

    /** Rows by table, as far as they are known. */
    public Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        for (TablePlan table : plan.tables()) {
            TableProgress progress = at(table.table());
            if (progress.totalKnown()) {
                totals.put(table.table(), progress.total());
            }
        }
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
        boolean finished = plan.tables().stream().allMatch(t -> at(t.table()).complete());
        return new Step(chunks, finished, true);
    }

    private boolean settleTotal(TablePlan table) {
        TableProgress progress = at(table.table());
        if (progress.totalKnown()) {
            return false;
        }
        if (table.exactRows().isPresent()) {
            memory.put(table.table(), progress.withTotal(table.exactRows().getAsLong()));
            return true;
        }
        Map<String, Long> totals = totals();
        if (!isDriverComplete(table) || !totals.keySet().containsAll(table.distinctParents())) {
            return false;
        }
        memory.put(table.table(), progress.withTotal(cutter(table).total(totals)));
        return true;
    }

    private boolean release(TablePlan table, List<Chunk> chunks) {
        TableProgress progress = at(table.table());
        if (progress.released() || !progress.totalKnown() || !isReady(table)) {
            return false;
        }
        ChunkCutter cutter = cutter(table);
        Map<String, Long> totals = totals();
        long total = cutter.total(totals);
        List<Chunk> made = cutter.chunks(total, neededFor(table, totals), keyChunks(table));
        made.forEach(c -> memory.put(c.table(), c.index(), ChunkProgress.released(c)));
        memory.put(table.table(), progress.withChunks(made.size()));
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
                .collect(Collectors.toMap(t -> t, t -> memory.chunks(t).stream()
                        .map(ChunkProgress::firstOrdinal)
                        .toList()));
    }

    private ChunkCutter cutter(TablePlan table) {
        return new ChunkCutter(
                table,
                plan.chunkRows(),
                table.driverParent().map(memory::chunks).orElse(List.of()).stream()
                        .map(chunk -> chunk.segmentsOf(table.table()))
                        .toList());
    }

    private boolean isDriverComplete(TablePlan table) {
        return table.driverParent().map(p -> at(p).complete()).orElse(true);
    }

    private boolean isReady(TablePlan table) {
        return isDriverComplete(table)
                && table.completeBefore().stream().allMatch(t -> at(t).complete())
                && table.totalsBefore().stream().allMatch(t -> at(t).totalKnown())
                && table.distinctParents().stream().allMatch(t -> at(t).totalKnown());
    }
}
