package io.rowmill.core.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws the codes of rows along a tree of pairs.
 *
 * @param steps columns in the order in which they are drawn
 * @param given how many columns of the parent come first
 * @param own how many columns of the table follow
 */
record PairModel(List<Step> steps, int given, int own) {
    /**
     * A column that is drawn.
     *
     * @param from column that it depends on; -1: none
     * @param wheels by code of that column, the last one for a code that isn't known
     */
    record Step(int column, int from, List<Wheel<Integer>> wheels) {
        static Step alone(int column, double[] shares) {
            return new Step(column, -1, List.of(wheel(shares, shares)));
        }

        /** @param joint by code of the other column and by code of this one */
        static Step given(int column, int from, double[][] joint, double[] shares) {
            List<Wheel<Integer>> wheels = new ArrayList<>();
            Arrays.stream(joint).forEach(row -> wheels.add(wheel(row, shares)));
            wheels.add(wheel(shares, shares));
            return new Step(column, from, wheels);
        }

        private static Wheel<Integer> wheel(double[] weights, double[] otherwise) {
            double[] used = Arrays.stream(weights).sum() > 0 ? weights : otherwise;
            return new Wheel<>(IntStream.range(0, used.length)
                    .mapToObj(code -> new Weighted<>(code, used[code]))
                    .toList());
        }

        int draw(int[] codes, SplittableRandom random) {
            int known = from < 0 ? -1 : codes[from];
            return wheels.get(known < 0 ? wheels.size() - 1 : known).draw(random);
        }
    }

    /** @param above codes of the parent's own columns; none: there is no parent
     *  @return codes of the table's own columns */
    int[] draw(int[] above, SplittableRandom random) {
        int[] codes = new int[given + own];
        Arrays.fill(codes, -1);
        System.arraycopy(above, 0, codes, 0, Math.min(above.length, given));
        for (Step step : steps) {
            codes[step.column] = step.draw(codes, random);
        }
        return Arrays.copyOfRange(codes, given, codes.length);
    }
}
