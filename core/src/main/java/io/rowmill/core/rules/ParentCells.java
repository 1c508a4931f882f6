package io.rowmill.core.rules;

import org.jspecify.annotations.Nullable;

/** Cells of parents' rows, for the rows of a table. */
@FunctionalInterface
public interface ParentCells {
    /** Of rows whose rules read no parents. */
    ParentCells NONE = (source, row) -> {
        throw new IllegalStateException("no parents to read " + source + " of");
    };

    /**
     * @param source with a path
     * @param row of the child, from 0
     * @return the cell as the source writes it; null: it is null, or there is no such parent
     */
    @Nullable
    String cell(Source source, long row);
}
