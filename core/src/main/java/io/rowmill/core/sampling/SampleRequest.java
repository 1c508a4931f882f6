package io.rowmill.core.sampling;

import io.rowmill.core.random.Seed;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How much to sample.
 *
 * @param scale root rows as a multiple of the source's
 * @param rows exact number of rows of tables that are named
 */
public record SampleRequest(double scale, Map<String, Long> rows, Seed seed) {
    public SampleRequest {
        rows = java.util.Collections.unmodifiableMap(new TreeMap<>(rows));
        Objects.requireNonNull(seed);
    }
}
