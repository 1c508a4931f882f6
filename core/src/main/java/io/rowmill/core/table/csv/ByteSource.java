package io.rowmill.core.table.csv;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from the start as often as needed. */
@FunctionalInterface
public interface ByteSource {
    InputStream open() throws IOException;
}
