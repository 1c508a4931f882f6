package io.rowmill.cli;

import io.rowmill.core.transform.HiddenValues;
import io.rowmill.core.transform.MadeUpColumn;
import io.rowmill.core.transform.MadeUpColumn.Reason;
import io.rowmill.platform.artifact.PreprocessManifest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Columns that are not learned as they are, why, and what to do about it. */
final class MadeUpSummary {
    /** Of the rows of a table: so many hidden cells are worth a warning. Of more, all values are measured ones, which hardly repeat. */
    private static final double MANY = 0.1;

    private static final double MOST = 0.5;

    private static final int WIDTH = 40;

    private MadeUpSummary() {}

    /** Empty where all columns are learned. */
    static List<String> lines(List<PreprocessManifest> tables) {
        TextTable made = new TextTable("made up", "columns", "as", "because");
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (PreprocessManifest of : tables) {
            Map<List<String>, List<String>> alike = new LinkedHashMap<>();
            for (MadeUpColumn column : of.madeUp()) {
                reasons.add(column.reason());
                alike.computeIfAbsent(List.of(column.as(), column.reason().why()), k -> new ArrayList<>())
                        .add(column.column());
            }
            alike.forEach((how, columns) ->
                    wrapped(columns).forEach(line -> made.row(of.table(), line, how.get(0), how.get(1))));
        }
        List<String> lines = new ArrayList<>();
        if (!reasons.isEmpty()) {
            lines.addAll(made.lines());
            reasons.forEach(r -> lines.add("- " + r.why() + ": " + r.advice()));
            lines.add("");
        }
        tables.forEach(of -> of.hidden().stream()
                .filter(h -> !h.faked() && h.rareRows() > MANY * of.rows() && h.rareRows() <= MOST * of.rows())
                .forEach(h -> lines.add(warning(of, h))));
        return lines;
    }

    /** As many names in a line as a terminal shows beside the rest. */
    private static List<String> wrapped(List<String> columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String column : columns) {
            if (!line.isEmpty() && line.length() + column.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(column);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String warning(PreprocessManifest of, HiddenValues hidden) {
        return String.format(
                Locale.ROOT,
                "warning: Table %s, column %s: the values of %s rows are too rare to be told and come back as common ones or from"
                        + " ranges. Lower %s.rareValueThreshold if they may be told.",
                of.table(),
                hidden.column(),
                Human.count(hidden.rareRows()),
                of.table());
    }
}
