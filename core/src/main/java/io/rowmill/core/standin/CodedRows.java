package io.rowmill.core.standin;

import io.rowmill.core.table.RowCursor;
import io.rowmill.core.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Codes of real rows: those of a parent's columns, then a table's own. One byte per cell; -1: none. */
final class CodedRows {
    private final List<byte[]> columns = new ArrayList<>();
    private final int given;

    private CodedRows(int given) {
        this.given = given;
    }

    /**
     * @param codings of the table's own columns
     * @param above codes of the parent; null: there is none
     * @param parents by row: the row of the parent
     */
    static CodedRows of(TableRows rows, Map<String, Coding> codings, @Nullable CodedRows above, int[] parents)
            throws IOException {
        int count = Math.toIntExact(rows.rowCount());
        List<byte[]> inherited = above == null ? List.of() : above.own();
        CodedRows out = new CodedRows(inherited.size());
        for (byte[] column : inherited) {
            byte[] here = new byte[count];
            for (int row = 0; row < count; row++) {
                here[row] = parents[row] < 0 ? -1 : column[parents[row]];
            }
            out.columns.add(here);
        }
        List<Coding> all = List.copyOf(codings.values());
        int[] positions = codings.keySet().stream()
                .mapToInt(c -> rows.metadata().indexOf(c).orElseThrow())
                .toArray();
        all.forEach(c -> out.columns.add(new byte[count]));
        try (RowCursor cursor = rows.open()) {
            for (int row = 0; cursor.advance(); row++) {
                for (int c = 0; c < positions.length; c++) {
                    out.columns.get(out.given + c)[row] = (byte) all.get(c).code(cursor.value(positions[c]));
                }
            }
        }
        return out;
    }

    private List<byte[]> own() {
        return columns.subList(given, columns.size());
    }

    /** @return counts by both codes, in rows where both are known */
    long[][] counts(Pair pair, int fromCodes, int toCodes) {
        long[][] out = new long[fromCodes][toCodes];
        byte[] from = columns.get(pair.from());
        byte[] to = columns.get(pair.to());
        for (int row = 0; row < from.length; row++) {
            if (from[row] >= 0 && to[row] >= 0) {
                out[from[row]][to[row]]++;
            }
        }
        return out;
    }
}
