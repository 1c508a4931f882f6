package io.rowmill.core.transform;

import io.rowmill.core.synthesizer.Encoding;
import java.util.Objects;

/**
 * How a table's transforms are fitted.
 *
 * @param maxClusters most modes of a continuous column
 * @param encoding what the engine reads
 */
public record TransformOptions(NullStrategy nullStrategy, int maxClusters, Encoding encoding) {
    public static final TransformOptions DEFAULT = new TransformOptions(NullStrategy.MODEL, 10, Encoding.NORMALIZED);

    public TransformOptions {
        Objects.requireNonNull(nullStrategy);
        Objects.requireNonNull(encoding);
        if (maxClusters < 1) {
            throw new IllegalArgumentException("maxClusters must be at least 1, got " + maxClusters);
        }
    }
}
