package io.rowmill.core.standin;

import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.TableRows;
import java.io.IOException;

/** Where rows are written that are read again later. */
public interface Scratch {
    /** Takes rows, one after the other. */
    @FunctionalInterface
    interface Sink {
        /** @param cells by column of the table; copied before the call returns */
        void write(String[] cells) throws IOException;
    }

    /** Writes rows. */
    @FunctionalInterface
    interface Writer {
        void writeTo(Sink sink) throws IOException;
    }

    /** @param name unique within the scratch; part of a file's name */
    TableRows store(TableMetadata table, String name, Writer rows) throws IOException;
}
