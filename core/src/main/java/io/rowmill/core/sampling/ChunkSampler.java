package io.rowmill.core.sampling;

import io.rowmill.core.linkage.ContextRef;
import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.linkage.KeyFormat;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.random.Seed;
import io.rowmill.core.rules.Completion;
import io.rowmill.core.rules.Completion.Relatives;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.sampling.ChunkResult.Segment;
import io.rowmill.core.sampling.MatchedParents.Chosen;
import io.rowmill.core.sampling.given.GivenChunk;
import io.rowmill.core.sampling.given.GivenSource;
import io.rowmill.core.sampling.given.GivenTable;
import io.rowmill.core.synthesizer.Groups;
import io.rowmill.core.synthesizer.Synthesizer;
import io.rowmill.core.table.CopiedRows;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.transform.DecodedRows;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Generates one chunk: keys by position, content by the table's synthesizer, and the number of children of every row. The result
 * depends only on model, plan and chunk, so a chunk can be generated again, on any machine, with the same bytes.
 */
public final class ChunkSampler {
    private final Linkage linkage;
    private final SamplePlan plan;
    private final Function<String, TableTransform> transforms;
    private final Function<String, TableRules> rules;
    private final HandOverReader reader;
    private final Wishes wishes;
    private final RowIndexes indexes;
    private final Function<String, CopiedRows> copies;
    private final GivenSource given;
    private final Levels levels;

    /**
     * @param transforms by table name; called for the chunk's table and for the ancestors that it is conditioned on
     * @param rules by table name; called for the chunk's table and for all tables that refer to it
     * @param indexes of the sample, shared by its chunks
     * @param copies by table name; called for a table that is copied
     */
    public ChunkSampler(
            Linkage linkage,
            SamplePlan plan,
            Function<String, TableTransform> transforms,
            Function<String, TableRules> rules,
            HandOverReader reader,
            Wishes wishes,
            RowIndexes indexes,
            Function<String, CopiedRows> copies) {
        this(linkage, plan, transforms, rules, reader, wishes, indexes, copies, GivenSource.NONE);
    }

    /** @param given rows of a table without a driver */
    public ChunkSampler(
            Linkage linkage,
            SamplePlan plan,
            Function<String, TableTransform> transforms,
            Function<String, TableRules> rules,
            HandOverReader reader,
            Wishes wishes,
            RowIndexes indexes,
            Function<String, CopiedRows> copies,
            GivenSource given) {
        this.given = given;
        this.linkage = linkage;
        this.plan = plan;
        this.transforms = transforms;
        this.rules = rules;
        this.reader = reader;
        this.wishes = wishes;
        this.indexes = indexes;
        this.copies = copies;
        this.levels = new Levels(linkage, transforms);
    }

    /** @param synthesizer empty for a table without learned columns */
    public SampledChunk sample(TableMetadata table, Chunk chunk, Optional<Synthesizer> synthesizer) throws IOException {
        if (linkage.table(chunk.table()).copied().isPresent()) {
            return copied(table, chunk);
        }
        ChunkParents parents = parents(chunk);
        TableTransform transform = transforms.apply(chunk.table());
        Seed tableSeed = plan.seed().derive(chunk.table());
        Seed chunkSeed = tableSeed.derive(chunk.firstOrdinal());

        Map<ColumnRef, List<EncodedPart>> perParent = new LinkedHashMap<>();
        for (ColumnRef ref : linkage.inherited(chunk.table())) {
            perParent.put(ref, parents.perParent(ref, levels.parts(ref)));
        }
        Map<ColumnRef, List<EncodedPart>> known = new LinkedHashMap<>();
        perParent.forEach((ref, parts) -> known.put(ref, parents.perRow(parts)));
        Map<String, Chosen> matched = new MatchedParents(
                        linkage,
                        plan.table(chunk.table()),
                        chunk,
                        parents.groupOfRow(),
                        known,
                        transforms,
                        reader,
                        new Networks(linkage, plan, transforms, reader, indexes),
                        chunkSeed.derive("parents"))
                .choose();
        TableWishes wished = new TableWishes(table, transform, rules.apply(chunk.table()), wishes);
        Groups groups = groups(chunk, parents, perParent, matched);
        Optional<GivenChunk> givenRows = given(table, chunk, transform);
        Seed contentSeed = chunkSeed.derive("content");
        EncodedTable drawn = givenRows.isPresent() && synthesizer.isPresent()
                ? givenRows.get().draw(synthesizer.get(), groups, wished.conditions(groups.rows()), contentSeed)
                : content(groups, chunk.table(), synthesizer, wished, contentSeed);
        boolean free = chunk.parents().isEmpty() && groups.rowContexts().parts().isEmpty() && givenRows.isEmpty();
        EncodedTable encoded = free
                ? new KinOrder(linkage.table(chunk.table()), transform, chunk).of(drawn, chunkSeed.derive("kin"))
                : drawn;
        addOwnColumns(chunk.table(), transform, encoded, known);

        CountsPerRow perRow = new CountsPerRow(linkage, plan, transforms, known);
        Map<String, int[]> counts = perRow.ofChildren(chunk, chunkSeed);
        ChunkResult result = result(chunk, counts);
        OwnChildKeys ownChildren = new OwnChildKeys(linkage, reader);
        KeyAllocator.Allocated keys = new KeyAllocator(
                        linkage,
                        chunk,
                        plan.seed(),
                        parents,
                        reader,
                        matched,
                        ownChildren.of(chunk, result.segments()),
                        indexes,
                        (key, rows, random) -> perRow.way(chunk.table(), key, rows, random))
                .allocate();
        levels.draw(chunk.table(), chunk.rows(), counts, known, chunkSeed.derive("levels"));
        DecodedRows decoded =
                transform.decode(encoded, chunk.firstOrdinal(), tableSeed.derive("decode"), wished.within());
        ValuesAbove above = new ValuesAbove(linkage.graph().table(chunk.table()), parents, matched);
        Map<String, Object[]> learned = new LinkedHashMap<>();
        decoded.columns().forEach(c -> learned.put(c, decoded.column(c)));
        SplittableRandom distinct = chunkSeed.derive("distinct").random();
        new DistinctCells(table, keys.positions(), transform::categories, distinct)
                .separate(learned, fixed(chunk.table(), wished));
        SiblingCells siblings = new SiblingCells(
                givenRows.isPresent() ? List.of() : linkage.table(chunk.table()).siblingRules(),
                rules.apply(chunk.table()),
                wishes.columns(chunk.table()),
                parents.counts(),
                chunkSeed.derive("siblings").random());
        siblings.keep(learned);
        ChunkTotals.Formats formats = (of, column) -> rules.apply(of).format(column, transforms.apply(of));
        ChunkTotals totals = new ChunkTotals(linkage.graph(), rules, reader, formats);
        Relatives relatives = new Relatives(above, totals.of(chunk, result.segments()), parents::before);
        Completion.Given given = givenRows.<Completion.Given>map(g -> g).orElseGet(() -> given(wished.exact()));
        Map<String, Object[]> values = completed(chunk, transform, learned, relatives, given, tableSeed);
        Optional<Completion.Given> others = siblings.made(values, given);
        if (siblings.separate(learned, values) || others.isPresent()) {
            values = completed(chunk, transform, learned, relatives, others.orElse(given), tableSeed);
        }
        return new SampledChunk(
                chunk,
                table.columns().stream().map(ColumnMetadata::name).toList(),
                chunk.pass().publishes() ? rows(table, chunk.rows(), keys.positions(), values) : List.of(),
                handOver(chunk, counts, known, keys, values),
                totals.said(
                        chunk,
                        parents,
                        new TotaledRows(values, column -> formats.of(chunk.table(), column), keys.parents()),
                        ownChildren.chosen(chunk, parents.counts(), values, chunkSeed)),
                result);
    }

    private SampledChunk copied(TableMetadata table, Chunk chunk) throws IOException {
        CopiedChunk copied =
                new CopiedChunk(linkage, table, copies.apply(chunk.table()), transforms.apply(chunk.table()), chunk);
        Seed seed = plan.seed().derive(chunk.table()).derive(chunk.firstOrdinal());
        Map<ColumnRef, List<EncodedPart>> known = copied.encoded(seed.derive("encode"));
        KeyAllocator.Allocated keys = copied.keys();
        Map<String, int[]> counts = new CountsPerRow(linkage, plan, transforms, known).ofChildren(chunk, seed);
        return new SampledChunk(
                chunk,
                table.columns().stream().map(ColumnMetadata::name).toList(),
                rows(table, chunk.rows(), Map.of(), copied.cells()),
                handOver(chunk, counts, known, keys, copied.values()),
                Optional.empty(),
                result(chunk, counts));
    }

    /** Columns that are wished for or made from others. */
    private Set<String> fixed(String table, TableWishes wished) {
        Set<String> fixed = wished.columns();
        rules.apply(table).derivations().forEach(d -> fixed.addAll(d.columns()));
        return fixed;
    }

    /** All columns that are no key: whole values, as the table's rules have them. */
    private Map<String, Object[]> completed(
            Chunk chunk,
            TableTransform transform,
            Map<String, Object[]> learned,
            Relatives relatives,
            Completion.Given cells,
            Seed tableSeed) {
        TableRules kept = rules.apply(chunk.table())
                .withoutSteps(wishes.within(chunk.table()).keySet());
        return new Completion(kept, transform, tableSeed.derive("rules"))
                .complete(learned, chunk.rows(), chunk.firstOrdinal(), relatives, cells);
    }

    private static Completion.Given given(Map<String, Object> exact) {
        return exact.isEmpty() ? Completion.Given.NOTHING : new WishedCells(exact);
    }

    private Optional<GivenChunk> given(TableMetadata table, Chunk chunk, TableTransform transform) throws IOException {
        return given.of(chunk.table(), chunk.firstOrdinal(), chunk.rows())
                .map(rows ->
                        new GivenChunk(new GivenTable(table, transform, rules.apply(chunk.table())), transform, rows));
    }

    /** @param cells by column; all rows have them */
    private record WishedCells(Map<String, Object> cells) implements Completion.Given {
        @Override
        public boolean is(String column, int row) {
            return cells.containsKey(column);
        }

        @Override
        public Object value(String column, int row) {
            return cells.get(column);
        }
    }

    private ChunkParents parents(Chunk chunk) throws IOException {
        if (chunk.parents().isEmpty()) {
            return ChunkParents.none(chunk);
        }
        TablePlan table = plan.table(chunk.table());
        HandOver handOver = reader.read(
                table.driverParent().orElseThrow(), chunk.parents().get().chunk());
        int most = linkage.table(chunk.table())
                .driver()
                .orElseThrow()
                .cardinality()
                .largest();
        return ChunkParents.of(chunk, chunk.parents().get(), handOver, table.capPerParent(chunk.totals()), most);
    }

    private Groups groups(
            Chunk chunk,
            ChunkParents parents,
            Map<ColumnRef, List<EncodedPart>> perParent,
            Map<String, Chosen> matched) {
        List<EncodedPart> ofRows = new ArrayList<>();
        for (ContextRef ref : linkage.table(chunk.table()).contexts()) {
            ref.over().ifPresent(key -> ofRows.addAll(matched.get(key).parts().get(ref.column())));
        }
        EncodedTable rowContexts = new EncodedTable(chunk.rows(), ofRows);
        if (plan.table(chunk.table()).driverParent().isEmpty()) {
            return new Groups(EncodedTable.empty(1), new int[] {chunk.rows()}, rowContexts);
        }
        List<EncodedPart> context = linkage.table(chunk.table()).context().stream()
                .flatMap(ref -> perParent.get(ref).stream())
                .toList();
        return new Groups(new EncodedTable(parents.counts().length, context), parents.counts(), rowContexts);
    }

    private EncodedTable content(
            Groups groups, String table, Optional<Synthesizer> synthesizer, TableWishes wished, Seed seed) {
        if (synthesizer.isEmpty()) {
            return EncodedTable.empty(groups.rows());
        }
        return wishes.concern(table)
                ? synthesizer.get().sample(groups, wished.conditions(groups.rows()), seed)
                : synthesizer.get().sample(groups, seed);
    }

    private static void addOwnColumns(
            String table, TableTransform transform, EncodedTable encoded, Map<ColumnRef, List<EncodedPart>> known) {
        int next = 0;
        for (String column : transform.contentColumns()) {
            int count = transform.parts(column).size();
            known.put(new ColumnRef(table, column), encoded.parts().subList(next, next + count));
            next += count;
        }
    }

    private List<Object[]> rows(
            TableMetadata table, int count, Map<String, long[]> keys, Map<String, Object[]> values) {
        int width = table.columns().size();
        List<Object[]> rows = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            rows.add(new Object[width]);
        }
        for (int c = 0; c < width; c++) {
            String column = table.columns().get(c).name();
            long[] positions = keys.get(column);
            Object[] cells =
                    positions == null ? values.get(column) : written(positions, linkage.formatOf(table.name(), column));
            for (int row = 0; row < count; row++) {
                rows.get(row)[c] = cells[row];
            }
        }
        return rows;
    }

    /** @param positions in the sequence of the format; negative: null */
    private static Object[] written(long[] positions, KeyFormat format) {
        return Arrays.stream(positions)
                .mapToObj(position -> position < 0 ? null : format.at(position))
                .toArray();
    }

    private Optional<HandOver> handOver(
            Chunk chunk,
            Map<String, int[]> counts,
            Map<ColumnRef, List<EncodedPart>> known,
            KeyAllocator.Allocated keys,
            Map<String, Object[]> values) {
        if (!chunk.pass().handsOver()) {
            return Optional.empty();
        }
        Map<ColumnRef, List<EncodedPart>> parts = new LinkedHashMap<>();
        for (TablePlan child : plan.childrenOf(chunk.table())) {
            linkage.inherited(child.table()).forEach(ref -> parts.put(ref, known.get(ref)));
        }
        for (ForeignKeyLink key : linkage.matchedTo(chunk.table())) {
            linkage.shown(chunk.table(), key.relationship()).forEach(ref -> parts.put(ref, known.get(ref)));
        }
        Map<String, long[]> handedOver = new LinkedHashMap<>();
        HandedOverKeys.of(linkage, chunk.table())
                .forEach(c -> handedOver.put(c, keys.positions().get(c)));
        HandedOverKeys.read(linkage, rules.apply(chunk.table()))
                .forEach(k -> handedOver.put(k, keys.parents().get(k)));
        Map<String, Object[]> read = new LinkedHashMap<>();
        ValuesAbove.read(chunk.table(), linkage.graph(), rules).forEach(c -> read.put(c, values.get(c)));
        return Optional.of(new HandOver(chunk.rows(), counts, parts, handedOver, read))
                .filter(h -> !h.isEmpty());
    }

    private ChunkResult result(Chunk chunk, Map<String, int[]> counts) {
        Map<String, List<Segment>> segments = new LinkedHashMap<>();
        for (TablePlan child : plan.childrenOf(chunk.table())) {
            segments.put(child.table(), ChildCounts.segments(counts.get(child.table()), child.segmentRows()));
        }
        for (ForeignKeyLink key : linkage.matchedTo(chunk.table())) {
            String name = key.relationship();
            segments.put(name, ChildCounts.segments(counts.get(name), Integer.MAX_VALUE));
        }
        return new ChunkResult(chunk.table(), chunk.index(), segments, chunk.pass());
    }
}
