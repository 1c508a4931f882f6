package io.rowmill.models.argn;

import io.rowmill.models.HostTensor;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Random numbers for a block of rows, one per row and column. Each is uniform. Those of a column are one in each of as many equal
 * strata as there are rows, in random order: so what all rows have the same chance of is as frequent as it should be, even in a few rows.
 */
final class Strata {
    private static final float RESOLUTION = 0x1p-24f;
    private static final float BELOW_ONE = 1 - RESOLUTION;

    private Strata() {}

    /** @return rows × columns, in [0, 1) */
    static HostTensor draw(int rows, int columns, SplittableRandom random) {
        HostTensor uniform = new HostTensor(rows, columns);
        FloatBuffer values = uniform.values();
        int[] order = new int[rows];
        for (int column = 0; column < columns; column++) {
            for (int i = 0; i < rows; i++) {
                int other = random.nextInt(i + 1);
                order[i] = order[other];
                order[other] = i;
            }
            for (int i = 0; i < rows; i++) {
                float within = (random.nextInt() >>> 8) * RESOLUTION;
                values.put(i * columns + column, Math.min(BELOW_ONE, (order[i] + within) / rows));
            }
        }
        return uniform;
    }
}
