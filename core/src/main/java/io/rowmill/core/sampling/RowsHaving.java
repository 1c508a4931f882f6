package io.rowmill.core.sampling;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.linkage.ForeignKey;
import io.rowmill.core.linkage.Linkage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Rows of a complete table by what their keys refer to. The rows of one driver parent lie together and are found by halving; others
 * are found in an index of the whole table.
 */
final class RowsHaving {
    /** An index of so many rows takes at most about 150 MB. */
    static final int MOST_INDEXED = 5_000_000;

    private final Linkage linkage;
    private final ReferredKeys referred;
    private final RowIndexes indexes;
    private final Map<List<Object>, long[]> known = new HashMap<>();

    RowsHaving(Linkage linkage, ReferredKeys referred, RowIndexes indexes) {
        this.linkage = linkage;
        this.referred = referred;
        this.indexes = indexes;
    }

    /**
     * Ordinals of rows, ascending.
     *
     * @param relationships keys of the table
     * @param parents ordinals of the rows that they refer to
     * @throws FailureException (Rejected, {@code too-many-rows}) if the table has more rows than an index can hold
     */
    long[] of(String table, List<String> relationships, long[] parents) throws IOException {
        List<Object> name = new ArrayList<>(relationships);
        name.add(0, table);
        Arrays.stream(parents).forEach(name::add);
        long[] found = known.get(name);
        if (found == null) {
            found = find(table, relationships, parents);
            known.put(name, found);
        }
        return found;
    }

    private long[] find(String table, List<String> relationships, long[] parents) throws IOException {
        Optional<String> driver = linkage.graph().table(table).driver().map(ForeignKey::name);
        int place = driver.map(relationships::indexOf).orElse(-1);
        if (place >= 0) {
            return among(table, relationships, parents, place);
        }
        if (referred.total(table) > MOST_INDEXED) {
            throw FailureException.rejected(
                    "too-many-rows",
                    "Keys are drawn from the rows of table " + table + ", and " + referred.total(table)
                            + " are more than " + MOST_INDEXED + ": ask for fewer rows of it.");
        }
        List<String> name = new ArrayList<>(relationships);
        name.add(0, table);
        return indexes.of(name, () -> new RowIndex(referred.allParentsOf(table, relationships)))
                .having(parents);
    }

    private long[] among(String table, List<String> relationships, long[] parents, int place) throws IOException {
        String driver = relationships.get(place);
        long from = first(table, driver, parents[place]);
        long to = first(table, driver, parents[place] + 1);
        LongStream.Builder rows = LongStream.builder();
        for (long row = from; row < to; row++) {
            boolean fits = true;
            for (int key = 0; key < parents.length && fits; key++) {
                fits = key == place || referred.parentOf(table, relationships.get(key), row) == parents[key];
            }
            if (fits) {
                rows.add(row);
            }
        }
        return rows.build().toArray();
    }

    /** The first row whose driver parent is that one or a later one; rows without one come last. */
    private long first(String table, String driver, long parent) throws IOException {
        long from = 0;
        long to = referred.total(table);
        while (from < to) {
            long middle = (from + to) >>> 1;
            long there = referred.parentOf(table, driver, middle);
            if (there < 0 || there >= parent) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
