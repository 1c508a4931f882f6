package io.rowmill.models.ctgan;

import java.util.SplittableRandom;

/**
 * Finds shares with which a generator gives low digits as often as the training rows have them: the generator may move a row's
 * low digit, but what it does to all rows alike is taken back.
 */
final class DigitCalibration {
    /** Rows of a high digit by which its low digits keep the shares they have: few draws say little. */
    private static final double CAUTION = 20;

    private final double[] wanted;
    private final DigitChoice choice;
    private final double[] given;
    private final double[] drawn;

    /** @param wanted shares of low digits among the training rows of their high digit */
    DigitCalibration(double[] wanted, DigitChoice choice) {
        this.wanted = wanted;
        this.choice = choice;
        this.given = new double[wanted.length];
        this.drawn = new double[choice.highShares().length];
    }

    /**
     * Adds a row of which no digit is given.
     *
     * @param high start of its weights of high digits
     * @param low start of its weights of low digits
     */
    void add(double[] weights, int high, int low, SplittableRandom random) {
        add(weights, low, choice.drawHigh(weights, high, random));
    }

    /** Adds a row with a high digit. */
    void add(double[] weights, int low, int high) {
        int first = high * choice.lows();
        double sum = 0;
        for (int c = 0; c < choice.lows(); c++) {
            sum += weights[low + c] * choice.lowShares()[first + c];
        }
        if (sum > 0) {
            drawn[high]++;
            for (int c = 0; c < choice.lows(); c++) {
                given[first + c] += weights[low + c] * choice.lowShares()[first + c] / sum;
            }
        }
    }

    DigitChoice calibrated() {
        double[] shares = choice.lowShares().clone();
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                double rows = drawn[i / choice.lows()];
                shares[i] *= (rows + CAUTION) * wanted[i] / (given[i] + CAUTION * wanted[i]);
            }
        }
        return new DigitChoice(choice.lows(), choice.highShares(), shares, choice.categories());
    }
}
