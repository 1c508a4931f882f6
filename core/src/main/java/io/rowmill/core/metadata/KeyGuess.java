package io.rowmill.core.metadata;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A key that was read out of names and values.
 *
 * @param table that has the key
 * @param columns of the key
 * @param parentTable that a foreign key refers to; empty: a primary key
 * @param confidence from 0 to 1, a rank and not a probability
 * @param reason what speaks for it or, if it isn't kept, what against it; no value of a cell
 * @param kept false: it was considered and isn't part of the metadata
 */
public record KeyGuess(
        String table,
        List<String> columns,
        Optional<String> parentTable,
        double confidence,
        String reason,
        boolean kept) {
    public KeyGuess {
        Objects.requireNonNull(table);
        columns = List.copyOf(columns);
        Objects.requireNonNull(parentTable);
        Objects.requireNonNull(reason);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence " + confidence);
        }
    }
}
