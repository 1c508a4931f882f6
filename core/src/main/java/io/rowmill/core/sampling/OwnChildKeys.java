package io.rowmill.core.sampling;

import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.ForeignKeyLink;
import io.rowmill.core.linkage.Linkage;
import io.rowmill.core.linkage.OwnChild;
import io.rowmill.core.linkage.OwnChild.Place;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.ChunkResult.Segment;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Keys that lead to one of the rows which refer to their row: that is chosen where these are made, and read in the last pass. */
final class OwnChildKeys {
    private static final long NONE = -1;

    private final Linkage linkage;
    private final HandOverReader reader;

    OwnChildKeys(Linkage linkage, HandOverReader reader) {
        this.linkage = linkage;
        this.reader = reader;
    }

    private List<ForeignKeyLink> keysOf(String table) {
        return linkage.table(table).foreignKeys().stream()
                .filter(k -> k.child().isPresent())
                .toList();
    }

    /**
     * Which of its children each row gets that the chunk's rows refer to.
     *
     * @param counts rows per row that is referred to
     * @param values typed, by column of the chunk's rows
     * @param seed of the chunk
     * @return ordinals by key; -1: it has no children
     */
    Map<String, long[]> chosen(Chunk chunk, int[] counts, Map<String, @Nullable Object[]> values, Seed seed) {
        Map<String, long[]> out = new LinkedHashMap<>();
        Optional<ForeignKey> driver = linkage.graph().table(chunk.table()).driver();
        for (ForeignKeyLink key : driver.map(d -> keysOf(d.parent())).orElse(List.of())) {
            OwnChild child = key.child().orElseThrow();
            if (child.driver().equals(driver.orElseThrow().name())) {
                @Nullable
                Object[] order = linkage.table(chunk.table())
                        .orderedBy()
                        .map(values::get)
                        .orElse(new Object[chunk.rows()]);
                SplittableRandom random = seed.derive(key.relationship()).random();
                out.put(key.relationship(), chosen(chunk, counts, child.place(), order, random));
            }
        }
        return out;
    }

    private static long[] chosen(
            Chunk chunk, int[] counts, Place place, @Nullable Object[] order, SplittableRandom random) {
        long[] out = new long[counts.length];
        Arrays.fill(out, NONE);
        int from = 0;
        for (int group = 0; group < counts.length; group++) {
            int to = from + counts[group];
            if (to > from) {
                int row =
                        place == Place.ANY ? random.nextInt(from, to) : outermost(order, from, to, place == Place.LAST);
                out[group] = chunk.firstOrdinal() + row;
            }
            from = to;
        }
        return out;
    }

    /** The row with the greatest value, or the least; rows without one count only if none has one. */
    private static int outermost(@Nullable Object[] values, int from, int to, boolean greatest) {
        int best = greatest ? to - 1 : from;
        for (int row = from; row < to; row++) {
            Object value = values[row];
            if (value != null && (values[best] == null || isBeyond(value, values[best], greatest))) {
                best = row;
            }
        }
        return best;
    }

    @SuppressWarnings("unchecked")
    private static boolean isBeyond(Object value, @Nullable Object other, boolean greatest) {
        int compared = other == null ? 1 : ((Comparable<Object>) value).compareTo(other);
        return greatest ? compared > 0 : compared < 0;
    }

    /**
     * What was chosen for a chunk's rows.
     *
     * @param segments of the rows that refer to the chunk's, by their table
     * @return ordinals by key; -1: the row has no children; nothing before the last pass
     */
    Map<String, long[]> of(Chunk chunk, Map<String, List<Segment>> segments) throws IOException {
        Map<String, long[]> out = new LinkedHashMap<>();
        for (ForeignKeyLink key : chunk.pass() == Pass.LAST ? keysOf(chunk.table()) : List.<ForeignKeyLink>of()) {
            String child = linkage.childOf(key.child().orElseThrow().driver());
            long[] ordinals = new long[chunk.rows()];
            Arrays.fill(ordinals, NONE);
            int offset = 0;
            for (Segment segment : segments.get(child)) {
                Optional<HandOver> said = ChunkTotals.said(reader, chunk, child, offset);
                if (said.isPresent()) {
                    long[] some = said.get().keys().get(key.relationship());
                    System.arraycopy(some, 0, ordinals, offset, segment.parents());
                }
                offset += segment.parents();
            }
            out.put(key.relationship(), ordinals);
        }
        return out;
    }

    /** Tables whose rows choose keys of a table's rows. */
    static List<String> choosing(Linkage linkage, TableStructure table) {
        return linkage.table(table.table()).foreignKeys().stream()
                .flatMap(k -> k.child().stream())
                .map(c -> linkage.childOf(c.driver()))
                .distinct()
                .toList();
    }
}
