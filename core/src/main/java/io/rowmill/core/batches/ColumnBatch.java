package io.rowmill.core.batches;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Columns of one table that one synthesizer learns.
 *
 * @param name unique within the table
 * @param columns to learn, in the order of the table
 * @param bridges columns of batches before this one that it is conditioned on; none: it is independent of them
 */
public record ColumnBatch(String name, List<String> columns, List<String> bridges) {
    /** Name of the one batch of a table that is learned whole. */
    public static final String WHOLE_TABLE = "all";

    public ColumnBatch {
        Objects.requireNonNull(name);
        columns = List.copyOf(columns);
        bridges = bridges == null ? List.of() : List.copyOf(bridges);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("batch " + name + " has no column");
        }
        if (bridges.stream().anyMatch(columns::contains)) {
            throw new IllegalArgumentException("batch " + name + " is conditioned on a column of its own");
        }
    }

    /** A table that is learned by one synthesizer. */
    public static ColumnBatch whole(List<String> columns) {
        return new ColumnBatch(WHOLE_TABLE, columns, List.of());
    }

    /** The same batch without other columns and bridges; empty: it would have no column. */
    public Optional<ColumnBatch> only(Predicate<String> kept) {
        List<String> left = columns.stream().filter(kept).toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new ColumnBatch(
                        name, left, bridges.stream().filter(kept).toList()));
    }

    /** As in settings, jobs and messages: the table, or table/batch for a part of one. */
    public static String jobName(String table, String batch) {
        return batch.equals(WHOLE_TABLE) ? table : table + "/" + batch;
    }
}
