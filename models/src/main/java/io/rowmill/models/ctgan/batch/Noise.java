package io.rowmill.models.ctgan.batch;

import io.rowmill.models.HostTensor;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Fast noise for networks, never for privacy: one random long gives four values, each looked up in a table of 65,536 quantiles
 * of its distribution. The tensor library's own generator is shared by the whole JVM and is not used.
 */
public final class Noise {
    private static final int LEVELS = 1 << 16;
    private static final float[] NORMAL = new float[LEVELS];
    private static final float[] GUMBEL = new float[LEVELS];

    static {
        for (int i = 0; i < LEVELS; i++) {
            double u = (i + 0.5) / LEVELS;
            NORMAL[i] = (float) NormalQuantile.of(u);
            GUMBEL[i] = (float) -StrictMath.log(-StrictMath.log(u));
        }
    }

    private Noise() {}

    /** Standard normal values in columns [0, columns) of every row. */
    public static void normal(HostTensor out, int columns, SplittableRandom random) {
        for (int row = 0; row < out.rows(); row++) {
            int start = row * out.columns();
            look(NORMAL, out.values(), start, start + columns, random);
        }
    }

    /** Gumbel(0, 1) values everywhere. */
    static void gumbel(HostTensor out, SplittableRandom random) {
        look(GUMBEL, out.values(), 0, out.values().capacity(), random);
    }

    private static void look(float[] table, FloatBuffer out, int from, int to, SplittableRandom random) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = ((i - from) & 3) == 0 ? random.nextLong() : bits >>> 16;
            out.put(i, table[(int) bits & (LEVELS - 1)]);
        }
    }

    /** Uniform values in [0, 1) everywhere. */
    static void uniform(HostTensor out, SplittableRandom random) {
        for (int i = 0; i < out.values().capacity(); i++) {
            out.values().put(i, (float) (random.nextInt() >>> 8) * 0x1p-24f);
        }
    }

    /**
     * Inverted dropout: 0, or 1 by the share that stays.
     *
     * @param share that is left out, 0 to 1, to a precision of 1/65,536
     */
    static void dropout(HostTensor out, double share, SplittableRandom random) {
        FloatBuffer values = out.values();
        int limit = (int) Math.round(share * (1 << 16));
        float kept = (float) (1 / (1 - share));
        long bits = 0;
        for (int i = 0; i < values.capacity(); i++) {
            bits = (i & 3) == 0 ? random.nextLong() : bits >>> 16;
            values.put(i, (int) (bits & 0xFFFF) < limit ? 0 : kept);
        }
    }
}
