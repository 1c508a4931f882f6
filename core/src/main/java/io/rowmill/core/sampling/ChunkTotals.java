package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.SchemaGraph;
import io.rowmill.core.linkage.TableStructure;
import io.rowmill.core.rules.ChildTotals;
import io.rowmill.core.rules.TableRules;
import io.rowmill.core.rules.Total;
import io.rowmill.core.rules.Totaling;
import io.rowmill.core.sampling.ChunkResult.Segment;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Totals of rows that refer to others by their driver: what these rows say, and what is said of them. */
final class ChunkTotals {
    private final SchemaGraph graph;
    private final Function<String, TableRules> rules;
    private final HandOverReader reader;
    private final Formats formats;

    /** How cells are written. */
    interface Formats {
        ValueFormat of(String table, String column);
    }

    ChunkTotals(SchemaGraph graph, Function<String, TableRules> rules, HandOverReader reader, Formats formats) {
        this.formats = formats;
        this.graph = graph;
        this.rules = rules;
        this.reader = reader;
    }

    /**
     * What a chunk's rows say of the rows that they refer to.
     *
     * @param parents the rows that are referred to
     * @param keys of the rows that are referred to, which the chunk's rows choose
     * @return empty: nothing
     */
    Optional<HandOver> said(Chunk chunk, ChunkParents parents, TotaledRows rows, Map<String, long[]> keys) {
        Optional<ForeignKey> driver = graph.table(chunk.table()).driver();
        if (driver.isEmpty() || chunk.parents().isEmpty() || !chunk.pass().publishes()) {
            return Optional.empty();
        }
        String above = driver.get().parent();
        Map<String, @Nullable Object[]> said = new LinkedHashMap<>();
        for (Total total : rules.apply(above).totals()) {
            if (total.relationship().equals(driver.get().name())) {
                IntPredicate taken = rows.taken(total.filter(), parents, column -> formats.of(above, column));
                said.put(total.column(), new Totaling(total).of(parents.counts(), rows.values(), taken));
            }
        }
        return said.isEmpty() && keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new HandOver(parents.counts().length, Map.of(), Map.of(), keys, said));
    }

    /** @param segments of the chunk's rows, by the table that refers to them */
    ChildTotals of(Chunk chunk, Map<String, List<Segment>> segments) throws IOException {
        if (chunk.pass() != Pass.LAST) {
            return ChildTotals.UNKNOWN;
        }
        Map<Total, @Nullable Object[]> read = new LinkedHashMap<>();
        for (Total total : rules.apply(chunk.table()).totals()) {
            read.put(total, read(total, chunk, segments));
        }
        return (total, rows) -> read.get(total);
    }

    private @Nullable Object[] read(Total total, Chunk chunk, Map<String, List<Segment>> segments) throws IOException {
        String child = childOf(total);
        @Nullable Object[] out = new Object[chunk.rows()];
        Arrays.fill(out, total.ofNone());
        int offset = 0;
        for (Segment segment : segments.get(child)) {
            Optional<HandOver> said = said(reader, chunk, child, offset);
            if (said.isPresent()) {
                System.arraycopy(said.get().values().get(total.column()), 0, out, offset, segment.parents());
            }
            offset += segment.parents();
        }
        return out;
    }

    /**
     * What rows of a table say of some of a chunk's rows.
     *
     * @param offset first of the rows within the chunk
     * @return empty: none refers to them
     * @throws FailureException (Defect, {@code lost-totals}) if it was said, and can't be found
     */
    static Optional<HandOver> said(HandOverReader reader, Chunk chunk, String child, int offset) throws IOException {
        Optional<List<Integer>> places = chunk.said().map(of -> of.getOrDefault(child, List.of()));
        if (places.isPresent() && !places.get().contains(offset)) {
            return Optional.empty();
        }
        Optional<HandOver> said = reader.totals(child, chunk.index(), offset);
        if (said.isEmpty() && places.isPresent()) {
            throw FailureException.defect(
                    "lost-totals",
                    "What rows of table " + child + " say of rows of table " + chunk.table() + " from row "
                            + (chunk.firstOrdinal() + offset) + " on is no longer in storage.");
        }
        return said;
    }

    private String childOf(Total total) {
        return graph.tables().stream()
                .filter(t -> t.driver()
                        .filter(d -> d.name().equals(total.relationship()))
                        .isPresent())
                .map(TableStructure::table)
                .findFirst()
                .orElseThrow();
    }
}
