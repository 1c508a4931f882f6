package io.rowmill.core.synthesizer;

import io.rowmill.core.random.Seed;
import io.rowmill.core.table.EncodedRows;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one job learns from. Rows may be in mapped files, so an engine should not copy all of them.
 *
 * @param name table (or table/batch), for messages
 * @param content encoded rows to learn
 * @param context encoded parent values, row-aligned with {@code content}; it has no parts for a root table
 * @param groups group (parent) of each row; rows of one group are siblings; null: every row is a group of its own
 * @param seed seed for everything random in the job
 * @param partsPerColumn how many parts of {@code content} each column has, in order
 * @param privacy how the rows may be read under differential privacy; empty: freely
 */
public record TrainingInput(
        String name,
        EncodedRows content,
        EncodedRows context,
        @Nullable IntUnaryOperator groups,
        Seed seed,
        List<Integer> partsPerColumn,
        Optional<PrivateTraining> privacy) {
    public TrainingInput {
        partsPerColumn = List.copyOf(partsPerColumn);
        Objects.requireNonNull(name);
        Objects.requireNonNull(seed);
        Objects.requireNonNull(privacy);
        if (content.rows() != context.rows()) {
            throw new IllegalArgumentException("content and context differ in rows");
        }
    }

    /** Rows that may be read freely. */
    public TrainingInput(
            String name,
            EncodedRows content,
            EncodedRows context,
            @Nullable IntUnaryOperator groups,
            Seed seed,
            List<Integer> partsPerColumn) {
        this(name, content, context, groups, seed, partsPerColumn, Optional.empty());
    }

    /** Every part a column of its own. */
    public TrainingInput(
            String name, EncodedRows content, EncodedRows context, @Nullable IntUnaryOperator groups, Seed seed) {
        this(
                name,
                content,
                context,
                groups,
                seed,
                Collections.nCopies(content.layout().size(), 1));
    }
}
