package io.rowmill.core.linkage.totals;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.random.Seed;
import org.jspecify.annotations.Nullable;

/** A column whose values may say which rows a total is of. */
record Label(String name, int position, ValueFormat format) {
    /** Bits that a double holds exactly. */
    private static final int DROPPED = 12;

    private static final Seed SEED = new Seed(0).derive("labels");

    /** Equal for equal texts, and as good as never for others; NaN, which is equal to nothing, for null. */
    static double number(@Nullable String text) {
        return text == null ? Double.NaN : SEED.derive(text).value() >>> DROPPED;
    }
}
