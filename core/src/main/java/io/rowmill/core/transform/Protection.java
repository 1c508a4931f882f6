package io.rowmill.core.transform;

/**
 * What of a source's cells must not come back because too few rows hold them.
 *
 * @param rareValueThreshold a value of fewer rows is hidden; 0 or 1: none is
 * @param extremeValueCount n: a number's bounds are the n-th smallest and n-th largest value, counting repetitions; 0 or 1: its own
 */
public record Protection(int rareValueThreshold, int extremeValueCount) {
    /** Every value may come back. */
    public static final Protection OFF = new Protection(0, 0);

    public Protection {
        if (rareValueThreshold < 0 || extremeValueCount < 0) {
            throw new IllegalArgumentException(
                    "protection from " + rareValueThreshold + " rows, of " + extremeValueCount + " extremes");
        }
    }

    /** @param rows that hold a value */
    public boolean isRare(double rows) {
        return rows < rareValueThreshold;
    }
}
