package io.rowmill.core.sampling;

import java.io.IOException;

/** Finds the hand-over of a chunk that is made. */
@FunctionalInterface
public interface HandOverReader {
    HandOver read(String table, int chunk) throws IOException;
}
