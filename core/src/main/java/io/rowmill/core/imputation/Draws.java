package io.rowmill.core.imputation;

import io.rowmill.core.transform.Feature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Several draws of the same rows, one after the other: draw d of row i is row {@code d * rows + i}.
 *
 * @param rows rows of one draw
 * @param count number of draws
 */
record Draws(int rows, int count) {
    /** @return per row the draw's row whose value is the most likely: the most frequent code, the number nearest to the mean */
    int[] choose(Feature column, int[] which) {
        return Arrays.stream(which)
                .map(row -> count == 1
                        ? row
                        : column instanceof Feature.Numeric numbers
                                ? nearestToMean(numbers.values(), row)
                                : mostFrequent(((Feature.Codes) column).codes(), row))
                .toArray();
    }

    private int nearestToMean(double[] values, int row) {
        double mean = 0;
        for (int d = 0; d < count; d++) {
            mean += values[d * rows + row] / count;
        }
        int best = row;
        for (int d = 1; d < count; d++) {
            int at = d * rows + row;
            best = Math.abs(values[at] - mean) < Math.abs(values[best] - mean) ? at : best;
        }
        return best;
    }

    private int mostFrequent(int[] codes, int row) {
        Map<Integer, Integer> times = new HashMap<>();
        for (int d = 0; d < count; d++) {
            times.merge(codes[d * rows + row], 1, Integer::sum);
        }
        int best = row;
        for (int d = 1; d < count; d++) {
            int at = d * rows + row;
            best = times.get(codes[at]) > times.get(codes[best]) ? at : best;
        }
        return best;
    }
}
