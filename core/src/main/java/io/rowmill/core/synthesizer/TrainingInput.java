package io.rowmill.core.synthesizer;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedRows;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * What one job learns from. Rows may lie in files: whoever reads all of them keeps none.
 *
 * @param name table (or table/batch), for messages
 * @param content encoded rows to learn
 * @param context encoded parent values, row-aligned with {@code content}; without any part for a root table
 * @param groups group (parent) of a row; rows of one group are siblings; null: every row its own group
 * @param seed everything random in the job derives from it
 */
public record TrainingInput(String name, EncodedRows content, EncodedRows context, IntUnaryOperator groups, Seed seed) {
    public TrainingInput {
        Objects.requireNonNull(name);
        Objects.requireNonNull(seed);
        if (content.rows() != context.rows()) {
            throw new IllegalArgumentException("content and context differ in rows");
        }
    }
}
