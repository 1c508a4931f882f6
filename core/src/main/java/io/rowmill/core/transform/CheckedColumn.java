package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import io.rowmill.core.metadata.ColumnMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Learns a column's format and remembers where cells are not of the declared type, without their values. */
final class CheckedColumn {
    private static final int MAX_ROWS_NAMED = 5;

    private final String table;
    private final ColumnMetadata column;
    private final Optional<CellTransform> own;
    /** Null: the column is not supported. */
    private final ValueFormat.@Nullable Detector detector;

    private final String unsupported;
    private final List<Long> firstRows = new ArrayList<>();
    private long wrong;

    /** @param own what the cells are rewritten by before they are looked at */
    CheckedColumn(String table, ColumnMetadata column, Optional<CellTransform> own) {
        this.own = own;
        this.table = table;
        this.column = column;
        ValueFormat.Detector found = null;
        String error = "";
        try {
            found = own.isPresent()
                    ? ValueFormat.Detector.of(own.get().sdtype(), Optional.empty())
                    : ValueFormat.Detector.of(column);
        } catch (IllegalArgumentException e) {
            error = String.valueOf(e.getMessage());
        }
        this.detector = found;
        this.unsupported = error;
    }

    /** @param row number of the row, from 1 */
    void accept(long row, @Nullable String cell) {
        if (detector == null
                || (own.isPresent() ? acceptRewritten(detector, own.get(), cell) : detector.accept(cell))) {
            return;
        }
        wrong++;
        if (firstRows.size() < MAX_ROWS_NAMED) {
            firstRows.add(row);
        }
    }

    private boolean acceptRewritten(ValueFormat.Detector detector, CellTransform own, @Nullable String cell) {
        try {
            return detector.accept(cell == null ? null : own.write(cell));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws NullPointerException if there is an {@link #error} of the column's kind */
    ValueFormat format() {
        return Objects.requireNonNull(detector).format();
    }

    /** A sentence; empty if all is well. */
    String error() {
        String where = "Table " + table + ", column " + column.name() + ": ";
        if (detector == null) {
            return where + unsupported + ".";
        }
        if (wrong == 0) {
            return "";
        }
        String rows = firstRows.stream().map(String::valueOf).collect(Collectors.joining(", "));
        if (own.isPresent()) {
            return where + "transform " + own.get().name() + " can't write " + wrong
                    + (wrong == 1 ? " value" : " values") + " (first in row " + rows + ").";
        }
        String what = column.datetimeFormat().map(f -> " of format " + f).orElse("");
        return where + wrong + (wrong == 1 ? " value is not " : " values are not ") + column.sdtypeName() + what
                + " (first in row " + rows + ").";
    }
}
