package io.rowmill.core.linkage;

import java.util.List;
import java.util.Objects;

/**
 * By which construction the primary key of a table is unique.
 *
 * @param keys names of the relationships whose parents are drawn without repetition; empty for other rules
 */
public record Uniqueness(Rule rule, List<String> keys) {

    /** Each rule names the column or columns that make a row differ from all others. */
    public enum Rule {
        /** There is no primary key. */
        NONE,
        /** A column that is no foreign key follows the row's ordinal. */
        ORDINAL,
        /** A column that is no foreign key is numbered 1..n among the children of one driver parent. */
        NUMBERED_IN_GROUP,
        /** The primary key is the driver key: a parent has at most one child. */
        ONE_PER_PARENT,
        /** The primary key is the driver key and second parents: these are distinct among the children of one driver parent. */
        DISTINCT_IN_GROUP,
        /** The primary key consists of second parents: these are distinct over the whole table. */
        DISTINCT_IN_TABLE
    }

    public Uniqueness {
        Objects.requireNonNull(rule);
        keys = List.copyOf(keys);
    }

    static Uniqueness of(Rule rule) {
        return new Uniqueness(rule, List.of());
    }
}
