package io.rowmill.core.imputation;

import io.rowmill.core.table.EncodedPart;
import io.rowmill.core.table.EncodedTable;
import io.rowmill.core.table.Part;
import io.rowmill.core.transform.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Several draws of the same rows, of which only missing cells are kept: draw d of missing cell i is {@code d * cells + i}. */
final class Draws {
    private final List<Part> layout;
    private final List<int[]> missing;
    private final int count;
    private final int[][] codes;
    private int added;

    /**
     * @param missing by part of the layout the rows whose cell is missing
     * @param count number of draws
     */
    Draws(List<Part> layout, List<int[]> missing, int count) {
        this.layout = layout;
        this.missing = missing;
        this.count = count;
        this.codes = missing.stream()
                .map(rows -> new int[Math.multiplyExact(rows.length, count)])
                .toArray(int[][]::new);
    }

    int[] missing(int part) {
        return missing.get(part);
    }

    /**
     * @param drawn one or more draws, one after the other
     * @param rows rows of one draw
     */
    void add(EncodedTable drawn, int rows) {
        int copies = drawn.rows() / rows;
        for (int part = 0; part < codes.length; part++) {
            int[] from = ((EncodedPart.Codes) drawn.parts().get(part)).codes();
            int[] which = missing.get(part);
            for (int d = 0; d < copies; d++) {
                for (int i = 0; i < which.length; i++) {
                    codes[part][(added + d) * which.length + i] = from[d * rows + which[i]];
                }
            }
        }
        added += copies;
    }

    /**
     * Of each missing cell of a column the most likely of the draws: the most frequent code, the number nearest to the mean.
     *
     * @param from the column's first part
     * @param to behind its last one
     */
    List<EncodedPart> choose(int from, int to, Function<List<EncodedPart>, Feature> column) {
        List<EncodedPart> parts = IntStream.range(from, to)
                .mapToObj(p -> (EncodedPart) new EncodedPart.Codes((Part.OneHot) layout.get(p), codes[p]))
                .toList();
        if (count == 1) {
            return parts;
        }
        int cells = missing.get(from).length;
        Feature feature = column.apply(parts);
        int[] chosen = IntStream.range(0, cells)
                .map(cell -> feature instanceof Feature.Numeric numbers
                        ? nearestToMean(numbers.values(), cell, cells)
                        : mostFrequent(((Feature.Codes) feature).codes(), cell, cells))
                .toArray();
        return parts.stream().map(p -> p.gather(chosen)).toList();
    }

    private int nearestToMean(double[] values, int cell, int cells) {
        double mean = 0;
        for (int d = 0; d < count; d++) {
            mean += values[d * cells + cell] / count;
        }
        int best = cell;
        for (int d = 1; d < count; d++) {
            int at = d * cells + cell;
            best = Math.abs(values[at] - mean) < Math.abs(values[best] - mean) ? at : best;
        }
        return best;
    }

    private int mostFrequent(int[] values, int cell, int cells) {
        Map<Integer, Integer> times = new HashMap<>();
        for (int d = 0; d < count; d++) {
            times.merge(values[d * cells + cell], 1, Integer::sum);
        }
        int best = cell;
        for (int d = 1; d < count; d++) {
            int at = d * cells + cell;
            best = times.get(values[at]) > times.get(values[best]) ? at : best;
        }
        return best;
    }
}
