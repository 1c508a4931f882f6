package io.rowmill.core.transform;

/**
 * Which values of a source must not appear in synthetic rows because too few rows have them.
 *
 * @param rareValueThreshold values that fewer rows have are hidden; 0 or 1: none is hidden
 * @param extremeValueCount n: the bounds of a number are its n-th smallest and n-th largest value, counting repetitions; 0 or
 *     1: the smallest and the largest
 */
public record Protection(int rareValueThreshold, int extremeValueCount) {
    /** Hides nothing. */
    public static final Protection OFF = new Protection(0, 0);

    public Protection {
        if (rareValueThreshold < 0 || extremeValueCount < 0) {
            throw new IllegalArgumentException(
                    "protection from " + rareValueThreshold + " rows, of " + extremeValueCount + " extremes");
        }
    }

    /** @param rows number of rows with a value */
    public boolean isRare(double rows) {
        return rows < rareValueThreshold;
    }
}
