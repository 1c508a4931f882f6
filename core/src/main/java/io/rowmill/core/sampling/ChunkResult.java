package io.rowmill.core.sampling;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the making of a chunk found out: the number of children of its rows, by child table.
 *
 * @param segments consecutive ranges that together cover the chunk's rows
 */
public record ChunkResult(String table, int index, Map<String, List<Segment>> segments) {
    public ChunkResult {
        Objects.requireNonNull(table);
        segments = Collections.unmodifiableMap(new TreeMap<>(segments));
    }

    /** So many consecutive parents with so many children together. */
    public record Segment(int parents, int rows) {}
}
