package io.rowmill.core.linkage.across;

import java.util.Objects;

/**
 * Something that holds between a column of a row and a column of the row it refers to, wherever neither is null.
 *
 * @param column of the row
 * @param relationship name of the foreign key
 * @param parentColumn column of the row it refers to
 * @param counts how often it holds
 */
public record AcrossRule(String column, String relationship, String parentColumn, Kind kind, Counts counts) {
    public AcrossRule {
        Objects.requireNonNull(column);
        Objects.requireNonNull(relationship);
        Objects.requireNonNull(parentColumn);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(counts);
    }

    /** What the row's column is to the parent's. */
    public enum Kind {
        EQUAL,
        /** Never below. */
        AT_LEAST,
        /** Never above. */
        AT_MOST,
        YEAR,
        MONTH,
        DAY;

        boolean isPart() {
            return this == YEAR || this == MONTH || this == DAY;
        }
    }

    /**
     * Rows by what they say.
     *
     * @param holding both cells have a value, and the rule holds
     * @param breaking both have a value, and it doesn't
     * @param ownOnly only the row's own cell has a value: the parent's is null, or there is no parent
     * @param parentOnly only the parent's has one
     * @param neither both are null
     * @param equal both have the same value
     */
    public record Counts(long holding, long breaking, long ownOnly, long parentOnly, long neither, long equal) {
        long rows() {
            return both() + ownOnly + parentOnly + neither;
        }

        long both() {
            return holding + breaking;
        }

        double share() {
            return both() == 0 ? 0 : holding / (double) both();
        }
    }

    /** It holds in every row that says something. */
    public boolean exact() {
        return counts.breaking() == 0;
    }

    /** The row's cell is null where the parent's is, and only there. */
    public boolean nullsAgree() {
        return counts.ownOnly() == 0 && counts.parentOnly() == 0;
    }
}
