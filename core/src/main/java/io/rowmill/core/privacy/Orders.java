package io.rowmill.core.privacy;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The orders at which Rényi divergences are known. A cost is read at the order where it says least. */
public final class Orders {
    /** 1.1 to 10.9 by tenths, two between, 11 to 63, and four large ones for costs that are tiny. */
    private static final double[] DEFAULT = DoubleStream.concat(
                    DoubleStream.concat(
                            IntStream.rangeClosed(11, 109).mapToDouble(i -> i / 10.0), DoubleStream.of(1.25, 1.75)),
                    DoubleStream.concat(
                            IntStream.rangeClosed(11, 63).mapToDouble(i -> i), DoubleStream.of(128, 256, 512, 1024)))
            .sorted()
            .toArray();

    private Orders() {}

    /** @return the orders, growing, each above 1 */
    public static double[] standard() {
        return DEFAULT.clone();
    }
}
