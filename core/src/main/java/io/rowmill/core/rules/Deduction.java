package io.rowmill.core.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What given cells say of their rows. Rows have a cell per column of the table.
 *
 * @param cells those that are given, and those that follow from them; null: open
 * @param learned the same rows as a synthesizer learns them; null: to be drawn
 * @param narrowed by row: what open cells have to be
 * @param pending given cells that say an open one once more is drawn
 * @param findings given cells that can't stand
 */
public record Deduction(
        List<@Nullable String[]> cells,
        List<@Nullable String[]> learned,
        List<List<Narrowed>> narrowed,
        List<Pending> pending,
        List<Finding> findings) {
    public Deduction {
        cells = List.copyOf(cells);
        learned = List.copyOf(learned);
        narrowed = List.copyOf(narrowed);
        pending = List.copyOf(pending);
        findings = List.copyOf(findings);
    }
}
