package io.rowmill.core.synthesizer;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedTable;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What one job learns from.
 *
 * @param name table (or table/batch), for messages
 * @param content encoded rows to learn
 * @param context encoded parent values, row-aligned with {@code content}; {@link EncodedTable#empty} for a root table
 * @param groups group (parent) of each row, in row order; rows of one group are siblings; null: every row its own group
 * @param seed everything random in the job derives from it
 * @param partsPerColumn how many parts of {@code content} each column has, in order
 */
public record TrainingInput(
        String name,
        EncodedTable content,
        EncodedTable context,
        int[] groups,
        Seed seed,
        List<Integer> partsPerColumn) {
    public TrainingInput {
        partsPerColumn = List.copyOf(partsPerColumn);
        Objects.requireNonNull(name);
        Objects.requireNonNull(seed);
        if (content.rows() != context.rows()) {
            throw new IllegalArgumentException("content and context differ in rows");
        }
    }

    /** Every part a column of its own. */
    public TrainingInput(String name, EncodedTable content, EncodedTable context, int[] groups, Seed seed) {
        this(
                name,
                content,
                context,
                groups,
                seed,
                Collections.nCopies(content.parts().size(), 1));
    }
}
