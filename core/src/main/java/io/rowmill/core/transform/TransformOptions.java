package io.rowmill.core.transform;

import io.rowmill.core.synthesizer.Encoding;
import java.util.Locale;
import java.util.Objects;

/**
 * How a table's transforms are fitted.
 *
 * @param maxClusters most modes of a continuous column
 * @param encoding what the engine reads
 * @param locale of made-up names and addresses
 */
public record TransformOptions(NullStrategy nullStrategy, int maxClusters, Encoding encoding, Locale locale) {
    public static final TransformOptions DEFAULT =
            new TransformOptions(NullStrategy.MODEL, 10, Encoding.NORMALIZED, Locale.ENGLISH);

    public TransformOptions {
        Objects.requireNonNull(nullStrategy);
        Objects.requireNonNull(encoding);
        Objects.requireNonNull(locale);
        if (maxClusters < 1) {
            throw new IllegalArgumentException("maxClusters must be at least 1, got " + maxClusters);
        }
    }
}
