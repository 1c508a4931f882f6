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

/**
 * Rows of a complete table by what their keys refer to. The rows of one driver parent lie together and are found by halving; others
 * are found in an index of the whole table.
 */
final class RowsHaving {
    /** An index of so many rows takes at most about 150 MB. A request that needs a larger one is refused before any row is made. */
    static final int MOST_INDEXED = 5_000_000;

    /** More than are expected may come out. */
    private static final int TOLERATED = MOST_INDEXED / 10;

    private final Linkage linkage;
    private final ReferredKeys referred;
    private final RowIndexes indexes;
    private final RowGroups groups;
    private final Map<List<Object>, long[]> known = new HashMap<>();

    RowsHaving(Linkage linkage, ReferredKeys referred, RowIndexes indexes) {
        this.linkage = linkage;
        this.referred = referred;
        this.indexes = indexes;
        this.groups = new RowGroups(referred::total, referred::parentOf);
    }

    /** Whether rows are found by these keys in an index of the whole table. */
    static boolean needsIndex(Linkage linkage, String table, List<String> relationships) {
        return placeOfDriver(linkage, table, relationships) < 0;
    }

    private static int placeOfDriver(Linkage linkage, String table, List<String> relationships) {
        Optional<String> driver = linkage.graph().table(table).driver().map(ForeignKey::name);
        return driver.map(relationships::indexOf).orElse(-1);
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
        int place = placeOfDriver(linkage, table, relationships);
        if (place >= 0) {
            return groups.of(table, relationships, parents, place);
        }
        if (referred.total(table) > MOST_INDEXED + TOLERATED) {
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
}
