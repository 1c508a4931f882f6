package io.rowmill.core.sampling;

import io.rowmill.core.random.Seed;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How much to sample.
 *
 * @param scale root rows as a multiple of the source's
 * @param rows exact number of rows of tables that are named
 * @param children mean number of rows per parent of tables that are named, instead of the source's
 */
public record SampleRequest(double scale, Map<String, Long> rows, Map<String, Double> children, Seed seed) {
    /** With as many rows per parent as in the source. */
    public SampleRequest(double scale, Map<String, Long> rows, Seed seed) {
        this(scale, rows, Map.of(), seed);
    }

    public SampleRequest {
        rows = Collections.unmodifiableMap(new TreeMap<>(rows));
        children = Collections.unmodifiableMap(new TreeMap<>(children));
        Objects.requireNonNull(seed);
    }
}
