package io.rowmill.core.transform;

import io.rowmill.core.metadata.Sdtype;
import org.jspecify.annotations.Nullable;

/**
 * A user's transform of a column, found by {@link java.util.ServiceLoader} and chosen by its name in the setting
 * {@code transforms}. It rewrites cells before they are encoded, and rewrites synthetic cells back. The rewritten cells are learned
 * like any other column of {@link #sdtype}, so it works with every engine. Preprocess, trainer and sampler need it on the class path. It must be
 * stateless and safe for use by several threads.
 */
public interface CellTransform {
    /** The name for the setting: letters, digits, hyphens; unique among all transforms. */
    String name();

    /** The type of the rewritten cells: NUMERICAL, CATEGORICAL, BOOLEAN or DATETIME (ISO). */
    Sdtype sdtype();

    /**
     * @param cell a cell of the source, never null
     * @return the cell to learn instead; null is a null
     * @throws IllegalArgumentException if the cell can't be rewritten; the run is rejected with the number of the row
     */
    @Nullable
    String write(String cell);

    /**
     * @param written a cell like those that {@link #write} returns, never null
     * @return a cell that the column's own format reads
     */
    String read(String written);
}
