package io.rowmill.ingest.snapshot;

import io.rowmill.core.metadata.TableMetadata;
import java.util.List;

/** How the values of a key are written, to tell why two keys that look alike don't meet: keys are compared as text. */
final class KeySpelling {
    private final int[] columns;
    private boolean pointZero;
    private boolean leadingZero;

    KeySpelling(TableMetadata table, List<String> key) {
        columns = key.stream().mapToInt(c -> table.indexOf(c).orElseThrow()).toArray();
    }

    void add(String[] cells) {
        for (int column : columns) {
            String cell = cells[column];
            if (cell != null && !cell.isEmpty() && isDigit(cell.charAt(cell.length() - 1))) {
                pointZero |= cell.endsWith(".0") && cell.length() > 2;
                leadingZero |= cell.length() > 1 && cell.charAt(0) == '0' && isDigit(cell.charAt(1));
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** @return a hint on why values of this foreign key might not be found, or an empty text */
    String differenceFrom(KeySpelling parent) {
        if (pointZero != parent.pointZero) {
            return " (keys are compared as text, and 3.0 is not 3: write both alike, whole numbers without a point)";
        }
        return leadingZero == parent.leadingZero
                ? ""
                : " (keys are compared as text, and 007 is not 7: write both alike, with or without leading zeros)";
    }
}
