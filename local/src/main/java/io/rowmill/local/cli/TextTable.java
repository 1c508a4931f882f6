package io.rowmill.local.cli;

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

    TextTable row(String... cells) {
        rows.add(cells);
        return this;
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
