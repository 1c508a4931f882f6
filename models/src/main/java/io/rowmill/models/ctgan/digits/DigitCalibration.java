package io.rowmill.models.ctgan.digits;

import java.util.SplittableRandom;

/**
 * Finds shares with which a generator gives both digits as often as the training rows have them: the generator may move a row's
 * digits, but what it does to all rows alike is taken back.
 */
public final class DigitCalibration {
    /** Rows by which digits keep the shares they have: few draws say little. */
    private static final double CAUTION = 20;

    private final Digits digits;
    private final DigitChoice choice;
    private final double[] lows;
    private final double[] drawn;
    private final double[] highs;
    private double rows;

    /** @param digits with the shares that are wanted */
    public DigitCalibration(Digits digits, DigitChoice choice) {
        this.digits = digits;
        this.choice = choice;
        this.lows = new double[choice.lowShares().length];
        this.drawn = new double[choice.highShares().length];
        this.highs = new double[drawn.length];
    }

    /**
     * Adds a row of which no digit is given.
     *
     * @param high start of its weights of high digits
     * @param low start of its weights of low digits
     */
    public void add(double[] weights, int high, int low, SplittableRandom random) {
        rows += addShares(weights, high, choice.highShares(), 0, highs.length, highs);
        add(weights, low, choice.drawHigh(weights, high, random));
    }

    /** Adds a row with a high digit. */
    public void add(double[] weights, int low, int high) {
        drawn[high] += addShares(weights, low, choice.lowShares(), high * choice.lows(), choice.lows(), lows);
    }

    /**
     * Adds the probabilities of a row's digits.
     *
     * @param first of {@code size} shares, and of {@code to}
     * @return 1; 0: the row has none
     */
    private static int addShares(double[] weights, int start, double[] shares, int first, int size, double[] to) {
        double sum = 0;
        for (int c = 0; c < size; c++) {
            sum += weights[start + c] * shares[first + c];
        }
        for (int c = 0; sum > 0 && c < size; c++) {
            to[first + c] += weights[start + c] * shares[first + c] / sum;
        }
        return sum > 0 ? 1 : 0;
    }

    public DigitChoice calibrated() {
        double[] ofHighs = choice.highShares().clone();
        double[] wantedHighs = digits.highShares();
        for (int high = 0; high < ofHighs.length; high++) {
            ofHighs[high] *= factor(wantedHighs[high], highs[high], rows);
        }
        double[] ofLows = choice.lowShares().clone();
        double[] wantedLows = digits.shares();
        for (int i = 0; i < ofLows.length; i++) {
            ofLows[i] *= factor(wantedLows[i], lows[i], drawn[i / choice.lows()]);
        }
        return new DigitChoice(choice.lows(), ofHighs, ofLows, choice.categories());
    }

    /**
     * By what a share is to be multiplied.
     *
     * @param given sum of the digit's probabilities over rows
     */
    private static double factor(double wanted, double given, double rows) {
        return wanted == 0 ? 0 : (rows + CAUTION) * wanted / (given + CAUTION * wanted);
    }
}
