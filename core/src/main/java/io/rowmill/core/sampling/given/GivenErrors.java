package io.rowmill.core.sampling.given;

import io.rowmill.core.rules.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with given cells: a sentence per column and kind, with a few lines and without any cell. */
public final class GivenErrors {
    private static final int MOST_LINES = 5;

    private final String table;
    private final Map<Alike, Lines> found = new LinkedHashMap<>();

    private record Alike(String column, Finding.Kind kind, List<String> by) {}

    private static final class Lines {
        private final List<String> first = new ArrayList<>();
        private long count;

        void add(long line) {
            if (first.size() < MOST_LINES) {
                first.add(Long.toString(line));
            }
            count++;
        }
    }

    public GivenErrors(String table) {
        this.table = table;
    }

    /** @param line of the file in which the row begins */
    public void add(Finding finding, long line) {
        found.computeIfAbsent(new Alike(finding.column(), finding.kind(), finding.by()), k -> new Lines())
                .add(line);
    }

    public List<String> sentences() {
        List<String> out = new ArrayList<>();
        found.forEach((alike, lines) -> {
            boolean one = lines.count == 1;
            String many = lines.count > lines.first.size() ? " first in lines " : one ? " in line " : " in lines ";
            out.add("Column " + table + "." + alike.column() + ": " + lines.count
                    + (one ? " given cell " : " given cells ") + said(alike, one) + ":" + many
                    + String.join(", ", lines.first) + ".");
        });
        return out;
    }

    private static String said(Alike alike, boolean one) {
        String by = String.join(" and ", alike.by());
        return switch (alike.kind()) {
            case WRITTEN_OTHERWISE -> (one ? "is" : "are") + " not written as in the source";
            case UNKNOWN ->
                (one ? "is none" : "are none") + " that the model knows, as too few rows of the source hold it";
            case OPEN -> (one ? "goes" : "go") + " with " + by + ", so give " + by + " in the same row, too";
            case CONTRADICTED -> "never " + (one ? "stands" : "stand") + " with what the row gives for " + by;
        };
    }
}
