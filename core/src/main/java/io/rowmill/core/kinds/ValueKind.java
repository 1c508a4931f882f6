package io.rowmill.core.kinds;

import java.util.List;
import java.util.ServiceLoader;

/**
 * A kind of text whose spelling has rules. Columns that are made up and not learned get valid values of their kind. Found by
 * {@link ServiceLoader}; preprocess and sampler need it on the class path. Stateless and safe for use by several threads.
 */
public interface ValueKind {
    /** Unique among all kinds: letters, digits, hyphens. It stands in the model. */
    String name();

    /** What a person calls a value of this kind: {@code UUID}, {@code IPv4 address}. */
    String title();

    /** Whether a cell is a value of this kind; quick for cells of other kinds. */
    boolean isValid(String cell);

    /** @param personal the column is personal data: none of its words may be told, however many rows hold them */
    Learner learner(boolean personal);

    /** Number of different values that {@link #make} can make, at most 2^62. */
    long size(String template);

    /**
     * A valid value; another one for every index below {@link #size}, unless the kind says otherwise.
     *
     * @param template as a {@link Learner} of this kind wrote it
     * @param index not negative
     */
    String make(String template, long index);

    /** Sees the valid cells of one column, in memory that doesn't grow with the rows. Used by one thread. */
    interface Learner {
        /** @param cell a valid one */
        void accept(String cell);

        /**
         * @param threshold what fewer rows hold must not be told
         * @return what made-up values look like; empty: values of this kind can't be made up without telling too much
         */
        List<Template> templates(int threshold);
    }

    /**
     * What some made-up values of a column look like.
     *
     * @param text in the kind's own notation
     * @param rows of the source that look like that
     */
    record Template(String text, long rows) {}
}
