package io.rowmill.core.sampling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows of one table that are made together.
 *
 * @param index 0-based within the table; chunks follow each other in the order of ordinals
 * @param firstOrdinal of its first row within the table
 * @param parents where its driver parents are; empty for root rows and for rows without a driver parent
 * @param totals rows of tables its rows or the number of their children depend on
 * @param keyChunks first ordinals of the chunks of tables whose keys must be read from hand-overs
 * @param slots by second key whose parents are chosen to fit; null (in a request of an earlier version): none
 * @param pass null (in a request of an earlier version): the only one
 * @param said in the last pass, by table whose rows say something of these: the first rows, within the chunk, of the ranges that they
 *     were made for; null or empty (in a request of an earlier version): not known
 */
public record Chunk(
        String table,
        int index,
        long firstOrdinal,
        int rows,
        Optional<ParentRange> parents,
        Map<String, Long> totals,
        Map<String, List<Long>> keyChunks,
        Map<String, ParentSlots> slots,
        Pass pass,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Map<String, List<Integer>>> said) {
    public Chunk {
        Objects.requireNonNull(table);
        Objects.requireNonNull(parents);
        totals = Collections.unmodifiableMap(new TreeMap<>(totals));
        slots = slots == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(slots));
        pass = pass == null ? Pass.ONLY : pass;
        said = said == null ? Optional.empty() : said.map(of -> Collections.unmodifiableMap(new TreeMap<>(of)));
        keyChunks = Collections.unmodifiableMap(new TreeMap<>(keyChunks));
        if (rows < 1) {
            throw new IllegalArgumentException("chunk " + index + " of " + table + " has no rows");
        }
    }

    /** Made once. */
    public Chunk(
            String table,
            int index,
            long firstOrdinal,
            int rows,
            Optional<ParentRange> parents,
            Map<String, Long> totals,
            Map<String, List<Long>> keyChunks,
            Map<String, ParentSlots> slots) {
        this(table, index, firstOrdinal, rows, parents, totals, keyChunks, slots, Pass.ONLY, Optional.empty());
    }

    /**
     * Consecutive rows of one chunk of the driver's parent table.
     *
     * @param chunk index of that chunk
     * @param offset first of the rows within it
     * @param firstOrdinal ordinal of that row within its table
     */
    public record ParentRange(int chunk, int offset, int rows, long firstOrdinal) {}

    Chunk with(Map<String, ParentSlots> parentSlots) {
        return new Chunk(table, index, firstOrdinal, rows, parents, totals, keyChunks, parentSlots, pass, said);
    }

    Chunk in(Pass which) {
        return new Chunk(table, index, firstOrdinal, rows, parents, totals, keyChunks, slots, which, said);
    }

    Chunk with(Optional<Map<String, List<Integer>>> places) {
        return new Chunk(table, index, firstOrdinal, rows, parents, totals, keyChunks, slots, pass, places);
    }
}
