package io.rowmill.cli;

import io.rowmill.core.text.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lines with aligned columns, for a terminal and for {@code awk}. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final Set<Integer> right = new HashSet<>();

    TextTable(String... header) {
        rows.add(header);
    }

    /** @param columns to be aligned to the right, as numbers are */
    TextTable right(Integer... columns) {
        right.addAll(Arrays.asList(columns));
        return this;
    }

    /** Cells as they come from a request, which may be longer than a screen or hold ends of lines, take one line and not more. */
    TextTable row(String... cells) {
        rows.add(Arrays.stream(cells).map(TextTable::cell).toArray(String[]::new));
        return this;
    }

    private static String cell(String text) {
        return Excerpt.of(text.replaceAll("\\p{Cc}", "?"));
    }

    List<String> lines() {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row[i].length())));
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String pad = " ".repeat(widths[i] - row[i].length());
            line.append(i == 0 ? "" : GAP).append(right.contains(i) ? pad + row[i] : row[i] + pad);
        }
        return line.toString().stripTrailing();
    }
}
