package io.rowmill.core.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words that stand for a missing or an unwritable value among numbers and times, as a column spells them. */
final class MissingMarkers {
    /** In small letters. */
    private static final Set<String> KNOWN = Set.of(
            "na",
            "n/a",
            "n.a.",
            "n.a",
            "#n/a",
            "#na",
            "<na>",
            "null",
            "(null)",
            "\\n",
            "nil",
            "none",
            "nan",
            "-nan",
            "nat",
            "-",
            "--",
            "---",
            "\u2013",
            "\u2014",
            ".",
            "..",
            "?",
            "??",
            "*",
            "inf",
            "-inf",
            "+inf",
            "infinity",
            "-infinity",
            "#div/0!",
            "#value!",
            "#ref!",
            "#num!",
            "unknown",
            "missing",
            "undefined",
            "not available",
            "tbd",
            "tba",
            "n.d.",
            "nd",
            "void",
            "blank",
            "empty",
            "not applicable",
            "no data",
            "never",
            "0000-00-00",
            "0000-00-00 00:00:00");

    private static final int MAX_MARKERS = 8;
    private static final int LONGEST = 20;

    /** Cells by marker, in the order in which they came. */
    private final Map<String, long[]> cells = new LinkedHashMap<>();

    /** @return false if the cell is no marker, or one too many */
    boolean accept(String cell) {
        long[] known = cells.get(cell);
        if (known != null) {
            known[0]++;
            return true;
        }
        boolean marker = cell.length() <= LONGEST
                && cells.size() < MAX_MARKERS
                && (cell.isBlank() || KNOWN.contains(cell.strip().toLowerCase(Locale.ROOT)));
        if (marker) {
            cells.put(cell, new long[] {1});
        }
        return marker;
    }

    List<String> found() {
        return new ArrayList<>(cells.keySet());
    }
}
