package io.rowmill.models.ctgan.digits;

import io.rowmill.core.table.EncodedRows;
import java.util.Arrays;

/**
 * A one-hot of many categories written as two of about the root of so many: a high digit, then a low one among those of its high
 * digit (complementary partitions: Shi et al., Compositional Embeddings Using Complementary Partitions, arXiv 1909.02107).
 *
 * @param part of the row as it is given
 * @param lows number of low digits; a pair of digits that is no category never comes out
 * @param codes per category high digit × lows + low digit
 * @param counts per category the training rows
 */
public record Digits(int part, int lows, int[] codes, int[] counts) {
    /** Logarithm of a share that is none: no category's, or that of one without rows. */
    private static final float NONE = -100;

    public Digits {
        if (lows < 1 || codes.length == 0 || codes.length != counts.length) {
            throw new IllegalArgumentException("digits without categories, or with other categories than counts");
        }
    }

    /** Whether a category has the same digits there. */
    public boolean isWrittenAs(Digits other) {
        return part == other.part && lows == other.lows && Arrays.equals(codes, other.codes);
    }

    /** The same digits with the shares of other rows. */
    public Digits counted(EncodedRows rows) {
        int[] others = new int[codes.length];
        for (int row = 0; row < rows.rows(); row++) {
            int category = rows.code(part, row);
            if (category >= 0) {
                others[category]++;
            }
        }
        return new Digits(part, lows, codes, others);
    }

    public int highs() {
        return Arrays.stream(codes).max().getAsInt() / lows + 1;
    }

    public int high(int category) {
        return codes[category] / lows;
    }

    public int low(int category) {
        return codes[category] % lows;
    }

    /** Category of every pair of digits, high digit × lows + low digit; -1: none. */
    public int[] categories() {
        int[] out = new int[highs() * lows];
        Arrays.fill(out, -1);
        for (int category = 0; category < codes.length; category++) {
            out[codes[category]] = category;
        }
        return out;
    }

    /**
     * Share of a low digit among the training rows of its high digit: highs × lows, row-major. The generator's logits for low
     * digits start from these, so that it has to learn only how they depend on the rest of the row.
     */
    public double[] shares() {
        double[] out = new double[highs() * lows];
        double[] sums = new double[highs()];
        for (int category = 0; category < codes.length; category++) {
            out[codes[category]] = counts[category];
            sums[high(category)] += counts[category];
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i] == 0 ? 0 : out[i] / sums[i / lows];
        }
        return out;
    }

    /** Share of every high digit among the training rows. */
    double[] highShares() {
        double[] out = new double[highs()];
        double rows = Arrays.stream(counts).asLongStream().sum();
        for (int category = 0; category < codes.length; category++) {
            out[high(category)] += counts[category] / rows;
        }
        return out;
    }

    /** Logarithms of {@link #shares}. */
    public float[] logShares() {
        double[] shares = shares();
        float[] out = new float[shares.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = shares[i] == 0 ? NONE : (float) StrictMath.log(shares[i]);
        }
        return out;
    }
}
