package io.rowmill.core.rules;

/** Whether what holds in many rows would hold among independent columns, too. */
final class Chance {
    /** Rules are looked for in no fewer rows. */
    static final int MIN_ROWS = 30;
    /** Share of the rows in which a rule with exceptions holds. */
    static final double NEARLY_ALWAYS = 0.95;
    /** Chance that one of a table's candidates holds among independent columns. */
    private static final double ERROR = 1e-3;

    private final double needed;

    /** @param candidates that are tried: the more, the more hold by chance */
    Chance(double candidates) {
        this.needed = Math.log(Math.max(1, candidates) / ERROR);
    }

    /**
     * @param holds rows in which the rule holds
     * @param rows in which it says something
     * @param independent share of the rows in which it would hold if the columns were independent
     */
    boolean excludes(long holds, long rows, double independent) {
        double share = (double) holds / rows;
        double chance = Math.max(independent, 1.0 / (rows + 2));
        if (rows < MIN_ROWS || share < NEARLY_ALWAYS || chance >= 1) {
            return false;
        }
        // An exception more than every second one that chance makes is no rule.
        if (1 - share > (1 - chance) / 2) {
            return false;
        }
        return rows * (term(share, chance) + term(1 - share, 1 - chance)) >= needed;
    }

    private static double term(double of, double expected) {
        return of == 0 ? 0 : of * Math.log(of / expected);
    }
}
