package io.rowmill.core.sampling;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The number of children of a chunk's rows, by child table.
 *
 * @param segments consecutive ranges that together cover the chunk's rows
 * @param pass null (in a result of an earlier version): the only one
 */
public record ChunkResult(String table, int index, Map<String, List<Segment>> segments, Pass pass) {
    public ChunkResult {
        Objects.requireNonNull(table);
        pass = pass == null ? Pass.ONLY : pass;
        segments = Collections.unmodifiableMap(new TreeMap<>(segments));
    }

    /** Made once. */
    public ChunkResult(String table, int index, Map<String, List<Segment>> segments) {
        this(table, index, segments, Pass.ONLY);
    }

    /** A number of consecutive parents and the number of all their children. */
    public record Segment(int parents, int rows) {}
}
