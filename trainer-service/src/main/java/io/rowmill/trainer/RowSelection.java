package io.rowmill.trainer;

import io.rowmill.core.random.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which rows of a table a job learns from. */
final class RowSelection {
    private RowSelection() {}

    /**
     * @param available rows of the table
     * @param limit rows wanted; 0: all
     * @return row indices in ascending order, chosen uniformly without replacement (Algorithm R)
     */
    static int[] of(long available, long limit, Seed seed) {
        int rows = Math.toIntExact(available);
        if (limit == 0 || limit >= rows) {
            return IntStream.range(0, rows).toArray();
        }
        int[] chosen = IntStream.range(0, (int) limit).toArray();
        SplittableRandom random = seed.random();
        for (int row = chosen.length; row < rows; row++) {
            int slot = random.nextInt(row + 1);
            if (slot < chosen.length) {
                chosen[slot] = row;
            }
        }
        Arrays.sort(chosen);
        return chosen;
    }
}
