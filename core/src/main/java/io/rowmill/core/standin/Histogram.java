package io.rowmill.core.standin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question for numbers of rows, or of parents, by cell.
 *
 * @param what it counts, unique within a table
 * @param weight share of the budget, by those of other questions
 * @param sensitivity how much the counts change at most, in L2, when a unit comes or goes
 * @param rowsPerUnit how much one cell changes at most
 * @param cells all there can be; null: those that are found, if enough units have them
 */
record Histogram(String what, double weight, double sensitivity, int rowsPerUnit, @Nullable List<String> cells) {
    /** Of rows: each is in one cell at most. */
    static Histogram ofRows(String what, double weight, int rowsPerUnit, @Nullable List<String> cells) {
        return new Histogram(what, weight, rowsPerUnit, rowsPerUnit, cells);
    }

    /** Which cells there are isn't known before. */
    boolean isOpen() {
        return cells == null;
    }
}
