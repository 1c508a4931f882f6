package io.rowmill.core.sampling;

import java.io.IOException;

/** Reads the hand-over of a finished chunk. */
@FunctionalInterface
public interface HandOverReader {
    HandOver read(String table, int chunk) throws IOException;
}
