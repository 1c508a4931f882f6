package io.rowmill.core.testing;

import io.rowmill.core.metadata.ColumnMetadata;
import io.rowmill.core.metadata.Sdtype;
import io.rowmill.core.metadata.TableMetadata;
import io.rowmill.core.table.InMemoryRows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Small tables for tests. */
public final class Tables {
    private Tables() {}

    /** A table {@code t} of one column {@code c}. */
    public static InMemoryRows ofOne(Sdtype sdtype, String... cells) {
        return of(List.of(ColumnMetadata.of("c", sdtype)), cells);
    }

    /** A table {@code t} of one column {@code c}. */
    public static InMemoryRows ofOne(Sdtype sdtype, List<String> cells) {
        return ofOne(sdtype, cells.toArray(String[]::new));
    }

    /** A table {@code t} of one datetime column {@code c}. */
    public static InMemoryRows ofDates(String format, String... cells) {
        ColumnMetadata column =
                new ColumnMetadata("c", Sdtype.DATETIME, "datetime", false, Optional.ofNullable(format));
        return of(List.of(column), cells);
    }

    /** @param cells row by row */
    public static InMemoryRows of(List<ColumnMetadata> columns, String... cells) {
        int width = columns.size();
        List<String[]> rows = IntStream.range(0, cells.length / width)
                .mapToObj(i -> Arrays.copyOfRange(cells, i * width, (i + 1) * width))
                .toList();
        return new InMemoryRows(new TableMetadata("t", columns, List.of()), rows);
    }
}
