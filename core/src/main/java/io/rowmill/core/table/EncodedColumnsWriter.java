package io.rowmill.core.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Opens a writer for each encoded column of a table. All writers are open at the same time. */
@FunctionalInterface
public interface EncodedColumnsWriter {
    EncodedColumnWriter open(String column, long rows, List<Part> layout) throws IOException;

    /**
     * Writes one {@link EncodedColumnFile} per column.
     *
     * @param fileOf the file of a column; its folder must exist
     */
    static EncodedColumnsWriter files(Function<String, Path> fileOf) {
        return (column, rows, layout) -> EncodedColumnFile.create(fileOf.apply(column), rows, layout);
    }
}
