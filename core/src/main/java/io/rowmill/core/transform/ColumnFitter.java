package io.rowmill.core.transform;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees all cells of a column in row order, in memory that doesn't grow with the rows, and gives its transform. */
interface ColumnFitter {
    /** @param cell null or of the column's format */
    void accept(@Nullable String cell);

    ColumnTransform fit();

    /** What the transform hides, after {@link #fit}. */
    default Optional<HiddenValues> hidden() {
        return Optional.empty();
    }
}
