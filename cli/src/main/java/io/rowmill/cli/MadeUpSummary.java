package io.rowmill.cli;

import io.rowmill.core.transform.HiddenValues;
import io.rowmill.core.transform.MadeUpColumn;
import io.rowmill.core.transform.MadeUpColumn.Reason;
import io.rowmill.platform.artifact.PreprocessManifest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Columns that are not learned as they are, why, and what to do about it. */
final class MadeUpSummary {
    /** Of the rows of a table: so many hidden cells are worth a warning. */
    private static final double MANY = 0.1;

    private MadeUpSummary() {}

    /** Empty where all columns are learned. */
    static List<String> lines(List<PreprocessManifest> tables) {
        TextTable table = new TextTable("made up", "as", "because");
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (PreprocessManifest of : tables) {
            for (MadeUpColumn column : of.madeUp()) {
                reasons.add(column.reason());
                table.row(
                        of.table() + "." + column.column(),
                        column.as(),
                        column.reason().why());
            }
        }
        List<String> lines = new ArrayList<>();
        if (!reasons.isEmpty()) {
            lines.addAll(table.lines());
            reasons.forEach(r -> lines.add("- " + r.why() + ": " + r.advice()));
            lines.add("");
        }
        tables.forEach(of -> of.hidden().stream()
                .filter(h -> !h.faked() && h.rareRows() > MANY * of.rows())
                .forEach(h -> lines.add(warning(of, h))));
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
