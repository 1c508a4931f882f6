package io.rowmill.core.sampling;

import io.rowmill.core.linkage.Affinity;
import io.rowmill.core.linkage.Classes;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.Network;
import io.rowmill.core.linkage.Network.Apart;
import io.rowmill.core.linkage.ParentMatch;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.Feature;
import io.rowmill.core.transform.TableTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Second parents of rows that join two rows of one table. The way back of a row may be in any chunk, so they are dealt to the whole
 * table at once, from what its parents handed over alone: a sampler does this once for all chunks, and each comes to the same.
 */
final class Networks {
    /** Rows that are dealt at once take about 100 bytes each. */
    static final int MOST_ROWS = 1_000_000;

    private final Linkage linkage;
    private final SamplePlan plan;
    private final Function<String, TableTransform> transforms;
    private final HandOverReader reader;
    private final RowIndexes shared;

    /** @param shared by all chunks of the sample */
    Networks(
            Linkage linkage,
            SamplePlan plan,
            Function<String, TableTransform> transforms,
            HandOverReader reader,
            RowIndexes shared) {
        this.linkage = linkage;
        this.plan = plan;
        this.transforms = transforms;
        this.reader = reader;
        this.shared = shared;
    }

    /** Whether all rows are dealt at once: there are not too many, and their parents, if any, are read together anyway. */
    boolean dealsAtOnce(Chunk chunk, MatchedKey key, ParentMatch match) {
        long parents = chunk.totals().getOrDefault(key.parent(), Long.MAX_VALUE);
        return match.network().isPresent()
                && chunk.totals().get(chunk.table()) <= MOST_ROWS
                && parents > 0
                && parents <= SlotCutter.GROUP_ROWS;
    }

    /** @return ordinals of a chunk's parents; -1: none */
    long[] of(Chunk chunk, MatchedKey key, ParentMatch match) throws IOException {
        int[] all = shared.of(
                List.of("network", key.relationship()), int[].class, () -> new Whole(chunk, key, match).deal());
        int none = Math.toIntExact(chunk.totals().get(key.parent()));
        return Arrays.stream(all, (int) chunk.firstOrdinal(), (int) chunk.firstOrdinal() + chunk.rows())
                .mapToLong(end -> end == none ? -1 : end)
                .toArray();
    }

    /** All rows of a table. */
    private final class Whole {
        private final TablePlan table;
        private final MatchedKey key;
        private final ParentMatch match;
        private final Network network;
        private final Chunk any;
        private final int parents;
        private final int rows;
        private final List<HandOver> handOvers = new ArrayList<>();
        private final List<Long> firstOrdinals = new ArrayList<>();
        private final SplittableRandom random;

        Whole(Chunk any, MatchedKey key, ParentMatch match) throws IOException {
            this.table = plan.table(any.table());
            this.key = key;
            this.match = match;
            this.network = match.network().orElseThrow();
            this.any = any;
            this.parents = Math.toIntExact(any.totals().get(key.parent()));
            this.rows = Math.toIntExact(any.totals().get(any.table()));
            Seed seed = plan.seed().derive(any.table()).derive(key.relationship());
            this.random = seed.derive("network").random();
            for (long read = 0; read < parents; ) {
                HandOver next = reader.read(key.parent(), handOvers.size());
                firstOrdinals.add(read);
                handOvers.add(next);
                read += next.rows();
            }
        }

        int[] deal() throws IOException {
            int[] begin = rowsPerParent();
            int[] from = new int[rows];
            Arrays.fill(from, parents);
            int row = 0;
            for (int end = 0; end < parents; end++) {
                Arrays.fill(from, row, row + begin[end], end);
                row += begin[end];
            }
            int[] nodes = IntStream.rangeClosed(0, parents).toArray();
            List<PairFit.Term> terms = new ArrayList<>();
            for (Affinity affinity : match.affinities()) {
                if (affinity.over().isEmpty()) {
                    terms.add(new PairFit.Term(
                            classes(affinity.rowClasses(), affinity.row()),
                            classes(affinity.parentClasses(), affinity.parent()),
                            affinity.logOdds()));
                }
            }
            int[] slots = network.equal() ? from.clone() : slots(from, terms);
            return new NetworkDeal(
                            new NetworkDeal.Ends(from, nodes, slots, parents + 1),
                            terms.stream().findFirst(),
                            new PairFit(terms, distances()),
                            aims(from, slots),
                            random)
                    .deal();
        }

        private NetworkDeal.Aims aims(int[] from, int[] slots) {
            double begin = Arrays.stream(from).filter(end -> end < parents).count();
            double end = Arrays.stream(slots).filter(at -> at < parents).count();
            double joined = rows == 0 ? 0 : begin * end / rows;
            long mutual = network.mutual()
                    .map(share -> share == 1 ? rows : Math.round(share * joined))
                    .orElse(-1L);
            return new NetworkDeal.Aims(Math.round(network.loops() * joined), mutual, most(), isUnique());
        }

        private int most() {
            Optional<String> driver =
                    linkage.graph().table(table.table()).driver().map(k -> k.name());
            boolean distinct =
                    linkage.graph().table(table.table()).uniqueness().keys().contains(key.relationship());
            return distinct ? 1 : linkage.table(table.table()).mostTogether(key.relationship(), driver);
        }

        private boolean isUnique() {
            return linkage.table(table.table()).mostTogether(key.relationship(), Optional.empty()) == 1;
        }

        /** Parents that are read already. */
        private final class Loaded implements HandOverReader {
            @Override
            public HandOver read(String table, int chunk) {
                return handOvers.get(chunk);
            }

            @Override
            public Optional<HandOver> totals(String table, int chunk, int offset) {
                return Optional.empty();
            }
        }

        /** As many as the chunks of the table give to each. */
        private int[] rowsPerParent() {
            ParentLevel level = new ParentLevel(
                    handOvers.size(),
                    parents,
                    chunk -> ChildCounts.segments(
                            handOvers.get(chunk).counts().get(table.table()), table.segmentRows()));
            ChunkCutter cutter = new ChunkCutter(table, plan.chunkRows(), level);
            int largest = linkage.table(table.table())
                    .driver()
                    .orElseThrow()
                    .cardinality()
                    .largest();
            int[] out = new int[parents];
            cutter.first(rows)
                    .map(first -> cutter.cut(first, 0, Integer.MAX_VALUE, any.totals(), any.keyChunks()))
                    .ifPresent(cuts -> cuts.chunks().stream()
                            .filter(c -> c.parents().isPresent())
                            .forEach(c -> add(c, c.parents().get(), largest, out)));
            return out;
        }

        private void add(Chunk chunk, Chunk.ParentRange range, int largest, int[] out) {
            int[] counts = ChunkParents.of(
                            chunk, range, handOvers.get(range.chunk()), table.capPerParent(any.totals()), largest)
                    .counts();
            System.arraycopy(counts, 0, out, (int) range.firstOrdinal(), counts.length);
        }

        /** Second ends, as often as was drawn for them. */
        private int[] slots(int[] from, List<PairFit.Term> terms) throws IOException {
            List<SlotCutter.ParentChunk> chunks = new ArrayList<>();
            for (int i = 0; i < handOvers.size(); i++) {
                int[] counts = handOvers.get(i).counts().get(key.relationship());
                chunks.add(new SlotCutter.ParentChunk(
                        firstOrdinals.get(i),
                        counts.length,
                        Arrays.stream(counts).asLongStream().sum()));
            }
            ParentSlots all = new SlotCutter(key, rows, chunks)
                    .of(new Chunk(
                            table.table(), 0, 0, rows, Optional.empty(), any.totals(), any.keyChunks(), any.slots()));
            boolean unique = isUnique();
            ReferredRows referred = new ReferredRows(
                    key.parent(),
                    key.relationship(),
                    all,
                    rows,
                    unique ? 1 : match.cardinality().largest(),
                    new Loaded());
            LongStream ends = Arrays.stream(
                    unique || terms.isEmpty() ? referred.slots() : exchanged(referred, from, terms.get(0)));
            return ends.mapToInt(end -> end < 0 ? parents : (int) end).toArray();
        }

        private long[] exchanged(ReferredRows referred, int[] from, PairFit.Term term) {
            Matching.Term ofRows = new Matching.Term(
                    Arrays.stream(from).map(end -> term.from()[end]).toArray(),
                    Arrays.stream(referred.slots())
                            .mapToInt(end -> term.to()[end < 0 ? parents : (int) end])
                            .toArray(),
                    term.logOdds());
            return new SlotsByClass(ofRows, referred, Arrays.copyOf(term.to(), parents)).exchanged(random);
        }

        private int[] classes(Classes classes, ColumnRef column) {
            Feature feature = feature(column);
            return IntStream.rangeClosed(0, parents)
                    .map(end -> classes.classOf(feature, end == parents ? -1 : end))
                    .toArray();
        }

        private List<PairFit.Distance> distances() {
            List<PairFit.Distance> out = new ArrayList<>();
            for (Apart apart : network.apart()) {
                List<Feature> columns =
                        apart.columns().stream().map(this::feature).toList();
                double[][] numbers = IntStream.rangeClosed(0, parents)
                        .mapToObj(end -> columns.stream()
                                .mapToDouble(c -> c.number(end == parents ? -1 : end))
                                .toArray())
                        .toArray(double[][]::new);
                out.add(new PairFit.Distance(apart, numbers, numbers));
            }
            return out;
        }

        /** A column of all parents, or of what they are made from. */
        private Feature feature(ColumnRef column) {
            List<List<EncodedPart>> parts =
                    handOvers.stream().map(h -> h.parts().get(column)).toList();
            List<EncodedPart> joined = IntStream.range(0, parts.get(0).size())
                    .mapToObj(p -> joined(parts.stream().map(l -> l.get(p)).toList()))
                    .toList();
            return transforms.apply(column.table()).feature(column.column(), joined);
        }

        private EncodedPart joined(List<EncodedPart> pieces) {
            int[] codes = new int[parents];
            float[] scalars = new float[parents];
            int at = 0;
            for (EncodedPart piece : pieces) {
                if (piece instanceof EncodedPart.Codes some) {
                    System.arraycopy(some.codes(), 0, codes, at, piece.rows());
                } else if (piece instanceof EncodedPart.Scalars some) {
                    System.arraycopy(some.values(), 0, scalars, at, piece.rows());
                }
                at += piece.rows();
            }
            return pieces.get(0).layout() instanceof Part.OneHot oneHot
                    ? new EncodedPart.Codes(oneHot, codes)
                    : new EncodedPart.Scalars(scalars);
        }
    }
}
