package io.rowmill.core.transform;

import io.rowmill.core.metadata.Sdtype;
import org.jspecify.annotations.Nullable;

/**
 * A user's own transform of a column, found by {@link java.util.ServiceLoader} and chosen by its name in the setting
 * {@code transforms}. It rewrites cells before they are encoded and synthetic cells back, so that it goes with every
 * engine: what is written is learned like any other column of {@link #sdtype}. Whoever samples from a model needs it on
 * the class path, too. One instance lives as long as the process and serves several threads at a time: without state of its own.
 *
 * <p>Whatever is thrown beside {@link IllegalArgumentException} is a defect of the transform and ends the run; no message may hold a cell.
 */
public interface CellTransform {
    /** As in the setting: letters, digits, hyphens; no two transforms share one. */
    String name();

    /** What the rewritten cells are: NUMERICAL, CATEGORICAL, BOOLEAN or DATETIME (ISO). */
    Sdtype sdtype();

    /**
     * @param cell of the source, never null
     * @return what is learned instead; null counts as null from then on
     * @throws IllegalArgumentException if it can't; the run is rejected with the number of the row
     */
    @Nullable
    String write(String cell);

    /**
     * @param written as {@link #write} gives it, never null
     * @return a cell that the column's own format reads
     */
    String read(String written);
}
