package io.rowmill.core.sampling;

import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.table.EncodedPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What other chunks need to know about the rows of a chunk.
 *
 * @param rows of the chunk
 * @param counts children per row, by child table
 * @param parts encoded columns that descendants are conditioned on
 * @param keys for key columns that don't follow the row's ordinal: position of the key in the sequence of its format; -1: null; by
 *     the name of a foreign key that rules of other tables read: ordinal of the row that it refers to; -1: none
 * @param values typed cells of columns that rules of other tables read; null for null; none in a hand-over of an earlier version
 */
public record HandOver(
        int rows,
        Map<String, int[]> counts,
        Map<ColumnRef, List<EncodedPart>> parts,
        Map<String, long[]> keys,
        Map<String, @Nullable Object[]> values) {
    public HandOver {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        for (int[] perRow : counts.values()) {
            checkLength(perRow.length, rows);
        }
        for (long[] perRow : keys.values()) {
            checkLength(perRow.length, rows);
        }
        values.values().forEach(perRow -> checkLength(perRow.length, rows));
        parts.values().forEach(list -> list.forEach(p -> checkLength(p.rows(), rows)));
    }

    private static void checkLength(int length, int rows) {
        if (length != rows) {
            throw new IllegalArgumentException("a hand-over of " + rows + " rows has values for " + length);
        }
    }

    /** True if no other table's rows depend on these rows. */
    public boolean isEmpty() {
        return counts.isEmpty() && parts.isEmpty() && keys.isEmpty() && values.isEmpty();
    }

    public void writeTo(OutputStream out) throws IOException {
        HandOverFormat.write(this, out);
    }

    /** @throws io.rowmill.core.failure.FailureException (Defect, {@code unreadable-hand-over}) for bytes of another kind */
    public static HandOver readFrom(InputStream in) throws IOException {
        return HandOverFormat.read(in);
    }
}
