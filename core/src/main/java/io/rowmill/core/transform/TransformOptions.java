package io.rowmill.core.transform;

import java.util.Objects;

/**
 * How a table's transforms are fitted.
 *
 * @param maxClusters most modes of a continuous column
 */
public record TransformOptions(NullStrategy nullStrategy, int maxClusters) {
    public static final TransformOptions DEFAULT = new TransformOptions(NullStrategy.MODEL, 10);

    public TransformOptions {
        Objects.requireNonNull(nullStrategy);
        if (maxClusters < 1) {
            throw new IllegalArgumentException("maxClusters must be at least 1, got " + maxClusters);
        }
    }
}
