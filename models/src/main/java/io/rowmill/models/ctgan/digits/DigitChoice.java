package io.rowmill.models.ctgan.digits;

import java.util.SplittableRandom;

/**
 * Which pairs of digits there are to draw from, and how much of it lies in their own shares.
 *
 * @param highShares of high digits, beside what the generator gives them: 1 at first; 0: it has no category with rows
 * @param lowShares of every pair, high digit × lows + low digit; what has none never comes out
 * @param categories of every pair
 */
public record DigitChoice(int lows, double[] highShares, double[] lowShares, int[] categories) {
    public static DigitChoice of(Digits digits) {
        double[] lowShares = digits.shares();
        double[] highShares = new double[digits.highs()];
        for (int i = 0; i < lowShares.length; i++) {
            highShares[i / digits.lows()] = lowShares[i] > 0 ? 1 : highShares[i / digits.lows()];
        }
        return new DigitChoice(digits.lows(), highShares, lowShares, digits.categories());
    }

    /**
     * A high digit.
     *
     * @param start of the weights of high digits
     */
    public int drawHigh(double[] weights, int start, SplittableRandom random) {
        return draw(weights, start, highShares, 0, highShares.length, random);
    }

    /**
     * The category of a high digit and of a low one that is drawn.
     *
     * @param start of the weights of low digits
     */
    public int drawCategory(double[] weights, int start, int high, SplittableRandom random) {
        return categories[high * lows + draw(weights, start, lowShares, high * lows, lows, random)];
    }

    /** By weight × share: inverse of the cumulative distribution at a uniform point. */
    private static int draw(
            double[] weights, int start, double[] shares, int first, int size, SplittableRandom random) {
        double sum = 0;
        for (int c = 0; c < size; c++) {
            sum += weights[start + c] * shares[first + c];
        }
        double left = random.nextDouble() * sum;
        int code = -1;
        for (int c = 0; c < size && (code < 0 || left >= 0); c++) {
            if (shares[first + c] > 0) {
                code = c;
                left -= weights[start + c] * shares[first + c];
            }
        }
        return code;
    }
}
