package io.rowmill.core.quality;

import io.rowmill.core.metadata.Sdtype;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What can be counted in the cells of one column, whatever they mean. It holds no cell.
 *
 * @param nulls share of rows without a value
 * @param dominant share of the rows that have the most frequent value, among those that have one; 0 if none has
 * @param distinct number of different values
 * @param once number of values that one row alone has
 * @param decimals of a number, share of the values with 0, 1, 2 … decimals, ending zeros not counted; empty for other columns
 */
public record ColumnProfile(double nulls, double dominant, int distinct, int once, List<Double> decimals) {
    /** More than any number needs: a double has at most 17 digits. */
    private static final int MOST_DECIMALS = 17;

    public ColumnProfile {
        decimals = List.copyOf(decimals);
    }

    static ColumnProfile of(Sdtype sdtype, String[] cells) {
        Map<String, Integer> counts = new HashMap<>();
        for (String cell : cells) {
            if (!CellNumbers.isNull(cell)) {
                counts.merge(cell.strip(), 1, Integer::sum);
            }
        }
        int values = counts.values().stream().mapToInt(n -> n).sum();
        int most = counts.values().stream().mapToInt(n -> n).max().orElse(0);
        return new ColumnProfile(
                1 - (double) values / Math.max(1, cells.length),
                (double) most / Math.max(1, values),
                counts.size(),
                (int) counts.values().stream().filter(n -> n == 1).count(),
                sdtype == Sdtype.NUMERICAL ? decimals(counts) : List.of());
    }

    private static List<Double> decimals(Map<String, Integer> counts) {
        long[] byDecimals = new long[MOST_DECIMALS + 1];
        counts.forEach((cell, n) -> {
            int decimals = decimals(cell);
            if (decimals >= 0) {
                byDecimals[decimals] += n;
            }
        });
        long all = Math.max(1, Arrays.stream(byDecimals).sum());
        return Arrays.stream(byDecimals).mapToObj(n -> (double) n / all).toList();
    }

    /** @return -1 for what is no number */
    private static int decimals(String cell) {
        try {
            int scale = new BigDecimal(cell).stripTrailingZeros().scale();
            return Math.max(0, Math.min(MOST_DECIMALS, scale));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** 0 for what is no number. */
    public double meanDecimals() {
        return IntStream.range(0, decimals.size())
                .mapToDouble(i -> i * decimals.get(i))
                .sum();
    }
}
