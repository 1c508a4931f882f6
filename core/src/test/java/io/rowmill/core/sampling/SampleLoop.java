package io.rowmill.core.sampling;

import io.rowmill.core.sampling.FittedDatabase.SampledTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Samples a whole database on one thread; hand-overs that aren't empty go through their bytes as they do between services. */
final class SampleLoop {
    private final FittedDatabase database;
    private final Map<String, byte[]> handOvers = new HashMap<>();
    private final ChunkSampler sampler;
    private final List<SampledChunk> made = new ArrayList<>();
    private final SampleState state;
    private Predicate<String> lost = key -> false;

    SampleLoop(FittedDatabase database, SamplePlan plan) {
        this(database, plan, Wishes.NONE);
    }

    SampleLoop(FittedDatabase database, SamplePlan plan, Wishes wishes) {
        this.database = database;
        this.state = new SampleState(plan, new InMemorySample());
        this.sampler = new ChunkSampler(
                database.linkage(),
                plan,
                database::transform,
                database::rules,
                new Stored(),
                wishes,
                new RowIndexes(),
                database::copied);
    }

    private final class Stored implements HandOverReader {
        @Override
        public HandOver read(String table, int chunk) throws IOException {
            return HandOver.readFrom(new ByteArrayInputStream(handOvers.get(table + "/" + chunk)));
        }

        @Override
        public Optional<HandOver> totals(String table, int chunk, int offset) throws IOException {
            byte[] bytes = handOvers.get(totalsKey(table, chunk, offset));
            return bytes == null ? Optional.empty() : Optional.of(HandOver.readFrom(new ByteArrayInputStream(bytes)));
        }
    }

    private static String totalsKey(String table, int chunk, int offset) {
        return table + "/" + chunk + "-" + offset;
    }

    /** @param table what its rows say of the first rows that they refer to is not kept */
    SampleLoop losingTotalsOf(String table) {
        lost = totalsKey(table, 0, 0)::equals;
        return this;
    }

    Map<String, SampledTable> run() throws IOException {
        SampleState.Step step = state.start();
        List<Chunk> open = new ArrayList<>(step.chunks());
        while (!open.isEmpty()) {
            Chunk chunk = open.remove(open.size() / 2);
            SampledChunk sampled = make(chunk);
            made.add(sampled);
            step = state.onChunk(sampled.result());
            open.addAll(step.chunks());
        }
        if (!step.finished()) {
            throw new IllegalStateException("stuck; totals " + state.totals());
        }
        return tables();
    }

    private SampledChunk make(Chunk chunk) throws IOException {
        SampledChunk sampled =
                sampler.sample(database.metadata().table(chunk.table()), chunk, database.synthesizer(chunk.table()));
        if (sampled.handOver().isPresent()) {
            store(chunk.table() + "/" + chunk.index(), sampled.handOver().get());
        }
        if (sampled.totals().isPresent()) {
            Chunk.ParentRange parents = chunk.parents().orElseThrow();
            store(
                    totalsKey(chunk.table(), parents.chunk(), parents.offset()),
                    sampled.totals().get());
        }
        return sampled;
    }

    private void store(String key, HandOver handOver) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        handOver.writeTo(bytes);
        if (!lost.test(key)) {
            handOvers.put(key, bytes.toByteArray());
        }
    }

    private Map<String, SampledTable> tables() {
        Map<String, SampledTable> tables = FittedDatabase.emptyTables(database.metadata());
        made.stream()
                .filter(c -> c.chunk().pass().publishes())
                .sorted(Comparator.comparingInt(c -> c.chunk().index()))
                .forEach(c -> {
                    List<Object[]> rows = tables.get(c.chunk().table()).rows();
                    if (rows.size() != c.chunk().firstOrdinal()) {
                        throw new IllegalStateException(
                                "ordinals of " + c.chunk().table() + " are not dense");
                    }
                    rows.addAll(c.rows());
                });
        return tables;
    }
}
