package io.rowmill.models.argn;

/** Where a row stands among the rows of its group, as codes: small numbers exactly, larger ones by quarters of a doubling. */
final class Sequence {
    /** Place, rows still to come, length. */
    static final int POSITIONS = 3;

    private static final int EXACT = 16;
    private static final int CODES = 64;
    private static final double STEPS_PER_DOUBLING = 4;

    private Sequence() {}

    /** Number of codes of a position. */
    static int codes() {
        return CODES;
    }

    /**
     * @param which below {@link #POSITIONS}
     * @param place from 0
     * @param length rows of the group
     */
    static int code(int which, int place, int length) {
        return switch (which) {
            case 0 -> bucket(place);
            case 1 -> bucket(length - 1 - place);
            default -> bucket(length);
        };
    }

    private static int bucket(int number) {
        if (number < EXACT) {
            return Math.max(0, number);
        }
        double doublings = StrictMath.log((double) number / EXACT) / StrictMath.log(2);
        return Math.min(CODES - 1, EXACT + (int) (STEPS_PER_DOUBLING * doublings));
    }
}
