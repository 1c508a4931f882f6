package io.rowmill.core.rules;

import org.jspecify.annotations.Nullable;

/** Typed values of parents' rows, for the rows that are completed. */
@FunctionalInterface
public interface ParentValues {
    /** Of rows whose rules read no parents. */
    ParentValues NONE = source -> {
        throw new IllegalStateException("no parents to read " + source + " of");
    };

    /**
     * @param source with a path
     * @return a value per row, of the type of the column's format; null: it is null, or there is no such parent
     */
    @Nullable
    Object[] of(Source source);
}
