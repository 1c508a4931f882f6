package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Decides which chunks of a sample can be made next: a state machine without clock, threads or storage. It receives finished
 * chunks, in any order and possibly repeated, and answers with the chunks that can be made now.
 *
 * <p>A table's number of rows is known when its driver's parent table is complete. Its chunks are released when everything that
 * {@link io.rowmill.core.linkage.Dependencies} names is known, too. They are released {@value #WINDOW} at a time, so the state
 * does not grow with the number of rows.
 */
public final class SampleState {
    /**
     * Number of chunks of a table in progress at a time: a few per partition of the work queue. All workers have work, and the next
     * sample doesn't wait behind millions of rows of this one.
     */
    static final int WINDOW = 128;

    private static final int MOST_KEY_CHUNKS = 5_000;

    private final SamplePlan plan;
    private final SampleMemory memory;

    /** @param memory empty before {@link #start()}, and then the same for every event */
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
     * Releases the chunks that depend on nothing else.
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
        if (result.pass() == Pass.LAST) {
            return onPublished(result);
        }
        String table = result.table();
        Optional<ChunkProgress> chunk = memory.chunk(table, result.index());
        if (chunk.isEmpty()) {
            requireReleased(table, result.index());
        }
        if (chunk.isEmpty() || chunk.get().segments().isPresent()) {
            return new Step(List.of(), false, false);
        }
        if (isNeededLater(plan.table(table))) {
            memory.put(table, result.index(), chunk.get().written(result));
            packBlockOf(table, result.index());
        } else {
            memory.forget(table, result.index());
        }
        TableProgress progress = at(table).withOneMoreDone();
        memory.put(table, progress);
        if (progress.complete()) {
            return advance();
        }
        return more(plan.table(table), plan.table(table).first());
    }

    private Step onPublished(ChunkResult result) {
        String table = name(plan.table(result.table()), Pass.LAST);
        if (memory.chunk(table, result.index()).isEmpty()) {
            requireReleased(table, result.index());
            return new Step(List.of(), false, false);
        }
        memory.forget(table, result.index());
        memory.put(table, at(table).withOneMoreDone());
        return at(table).complete() ? advance() : more(plan.table(result.table()), Pass.LAST);
    }

    private Step more(TablePlan table, Pass pass) {
        boolean fewLeft = at(name(table, pass)).inFlight() <= WINDOW / 2;
        return new Step(fewLeft ? refill(table, pass) : List.of(), false, true);
    }

    /** What the progress goes by; no table's name has a line break. */
    private static String name(TablePlan table, Pass pass) {
        return pass == Pass.LAST ? table.table() + "\nlast" : table.table();
    }

    /** Looks at the block's last chunk first, because it is made last. */
    private void packBlockOf(String table, int index) {
        int number = index / ChunkBlock.SIZE;
        int first = number * ChunkBlock.SIZE;
        List<ChunkProgress> chunks = new ArrayList<>();
        for (int i = first + ChunkBlock.SIZE - 1; i >= first; i--) {
            Optional<ChunkProgress> chunk = memory.chunk(table, i);
            if (chunk.isEmpty() || chunk.get().segments().isEmpty()) {
                return;
            }
            chunks.add(chunk.get());
        }
        Collections.reverse(chunks);
        memory.put(table, number, ChunkBlock.of(chunks));
        for (int i = 0; i < ChunkBlock.SIZE; i++) {
            memory.forget(table, first + i);
        }
    }

    private ChunkProgress written(String table, int index) {
        return memory.chunk(table, index).orElseGet(() -> memory.block(table, index / ChunkBlock.SIZE)
                .orElseThrow()
                .chunk(index % ChunkBlock.SIZE));
    }

    /** Only the index is checked: a finished chunk has no entry of its own, and some leave nothing in a block either. */
    private void requireReleased(String table, int index) {
        if (index < 0 || index >= at(table).chunks()) {
            throw FailureException.defect("unknown-chunk", "A chunk of table " + table + " was not requested.");
        }
    }

    private boolean isNeededLater(TablePlan table) {
        return !table.keyFollowsOrdinal()
                || !plan.childrenOf(table.table()).isEmpty()
                || plan.tables().stream().flatMap(t -> t.matched().stream()).anyMatch(k -> k.parent()
                        .equals(table.table()));
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
                moved |= releaseLast(table, chunks);
            }
        }
        boolean finished = plan.tables().stream().allMatch(this::isPublished);
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
        memory.put(table.table(), progress.withChunks(0, cutter.first(cutter.total(totals()))));
        chunks.addAll(refill(table, table.first()));
        return true;
    }

    /** The same chunks again, once there are totals for them. */
    private boolean releaseLast(TablePlan table, List<Chunk> chunks) {
        String last = name(table, Pass.LAST);
        boolean waits = table.totalsOf().isEmpty()
                || at(last).released()
                || !at(table.table()).complete()
                || !table.totalsOf().stream().map(plan::table).allMatch(this::isPublished);
        if (waits) {
            return false;
        }
        ChunkCutter cutter = cutter(table);
        TableProgress none = at(last).withTotal(at(table.table()).total());
        memory.put(last, none.withChunks(0, cutter.first(cutter.total(totals()))));
        for (String child : table.totalsOf()) {
            long rows = at(child).total();
            memory.put(
                    placesName(table, child),
                    none.withChunks(0, cutter(plan.table(child)).first(rows)));
        }
        chunks.addAll(refill(table, Pass.LAST));
        return true;
    }

    private boolean isPublished(TablePlan table) {
        return at(name(table, table.totalsOf().isEmpty() ? Pass.ONLY : Pass.LAST))
                .complete();
    }

    /** Fills the window with further chunks, if there are any. */
    private List<Chunk> refill(TablePlan table, Pass pass) {
        String name = name(table, pass);
        TableProgress progress = at(name);
        if (progress.cut().isEmpty()) {
            return List.of();
        }
        Map<String, Long> totals = neededFor(table, totals());
        ChunkCutter.Cuts cuts = cutter(table)
                .cut(progress.cut().get(), progress.chunks(), WINDOW - progress.inFlight(), totals, keyChunks(table));
        List<Chunk> chunks = cuts.chunks().stream()
                .map(c -> c.in(pass).with(said(table, c.index(), pass)))
                .toList();
        chunks.forEach(c -> memory.put(name, c.index(), ChunkProgress.released(c)));
        memory.put(name, progress.withChunks(progress.chunks() + chunks.size(), cuts.next()));
        return withSlots(table, chunks, totals.get(table.table()));
    }

    /** Which of the chunks that say something of a chunk's rows there are, so that none is taken for missing children. */
    private Optional<Map<String, List<Integer>>> said(TablePlan table, int index, Pass pass) {
        Map<String, List<Integer>> said = new TreeMap<>();
        for (String child : pass == Pass.LAST ? table.totalsOf() : List.<String>of()) {
            String name = placesName(table, child);
            TableProgress progress = at(name);
            if (!progress.released()) {
                // An earlier version has begun this pass.
                return Optional.empty();
            }
            Optional<ChunkCutter.Places> places = progress.cut()
                    .map(cut -> cutter(plan.table(child)).places(cut, index, neededFor(plan.table(child), totals())));
            said.put(child, places.map(ChunkCutter.Places::offsets).orElse(List.of()));
            places.ifPresent(p -> memory.put(name, progress.withChunks(0, Optional.of(p.next()))));
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }

    /** What is known of the chunks that say something of a table's rows, while these are made again. */
    private static String placesName(TablePlan table, String child) {
        return name(table, Pass.LAST) + "\n" + child;
    }

    private List<Chunk> withSlots(TablePlan table, List<Chunk> chunks, long rows) {
        if (table.matched().isEmpty()) {
            return chunks;
        }
        Map<String, SlotCutter> cutters = new TreeMap<>();
        table.matched().forEach(k -> cutters.put(k.relationship(), new SlotCutter(k, rows, parentChunks(k))));
        return chunks.stream()
                .map(chunk -> {
                    Map<String, ParentSlots> slots = new TreeMap<>();
                    cutters.forEach((relationship, cutter) -> slots.put(relationship, cutter.of(chunk)));
                    return chunk.with(slots);
                })
                .toList();
    }

    private List<SlotCutter.ParentChunk> parentChunks(MatchedKey key) {
        TableProgress progress = at(key.parent());
        List<ChunkProgress> written = new ArrayList<>();
        for (int i = 0; i < progress.chunks(); i++) {
            Optional<ChunkBlock> block =
                    i % ChunkBlock.SIZE == 0 ? memory.block(key.parent(), i / ChunkBlock.SIZE) : Optional.empty();
            if (block.isPresent()) {
                written.addAll(block.get().chunks());
                i += ChunkBlock.SIZE - 1;
            } else {
                written.add(memory.chunk(key.parent(), i).orElseThrow());
            }
        }
        List<SlotCutter.ParentChunk> out = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            long first = written.get(i).firstOrdinal();
            long next = i + 1 < written.size() ? written.get(i + 1).firstOrdinal() : progress.total();
            long slots = written.get(i).segmentsOf(key.relationship()).stream()
                    .mapToLong(ChunkResult.Segment::rows)
                    .sum();
            out.add(new SlotCutter.ParentChunk(first, next - first, slots));
        }
        return out;
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
                .collect(Collectors.toMap(t -> t, t -> firstOrdinals(table.table(), t)));
    }

    /** They travel in each chunk's request. */
    private List<Long> firstOrdinals(String table, String keyTable) {
        int chunks = at(keyTable).chunks();
        if (chunks > MOST_KEY_CHUNKS) {
            throw FailureException.rejected(
                    "too-many-chunks",
                    "Table " + table + " refers to rows of " + keyTable
                            + " by keys that are looked up in its chunks, and "
                            + chunks + " are more than " + MOST_KEY_CHUNKS
                            + ": ask for fewer rows of it, or have rowmill.sampler.chunk-rows raised.");
        }
        return IntStream.range(0, chunks)
                .mapToObj(i -> written(keyTable, i).firstOrdinal())
                .toList();
    }

    private ChunkCutter cutter(TablePlan table) {
        return new ChunkCutter(
                table,
                plan.chunkRows(),
                table.driverParent().map(p -> level(p, table)).orElse(ParentLevel.NONE));
    }

    private ParentLevel level(String parent, TablePlan child) {
        TableProgress progress = at(parent);
        return new ParentLevel(progress.chunks(), progress.total(), chunk -> written(parent, chunk)
                .segmentsOf(child.table()));
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
