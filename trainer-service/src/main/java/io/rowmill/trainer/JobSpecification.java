package io.rowmill.trainer;

import io.rowmill.core.batches.ColumnBatch;
import io.rowmill.core.linkage.ContextRef;
import io.rowmill.core.metadata.ColumnRef;
import io.rowmill.core.random.Seed;
import io.rowmill.schemas.TrainingPrivacy;
import io.rowmill.schemas.TrainingRequested;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which columns of a run are learned together, and from which others they follow.
 *
 * @param batch of the table's columns; {@link ColumnBatch#WHOLE_TABLE}: all
 * @param content columns of the table that are learned
 * @param context columns of the table, of its ancestors or of second parents that the content is conditioned on
 * @param seed of everything random in the job
 * @param privacy of a run under differential privacy; empty: rows are read freely
 */
record JobSpecification(
        String runId,
        String table,
        String batch,
        List<String> content,
        List<ContextRef> context,
        Seed seed,
        Optional<TrainingPrivacy> privacy) {
    JobSpecification {
        Objects.requireNonNull(seed);
        content = List.copyOf(content);
        context = List.copyOf(context);
    }

    /** Rows that are read freely. */
    JobSpecification(
            String runId, String table, String batch, List<String> content, List<ContextRef> context, Seed seed) {
        this(runId, table, batch, content, context, seed, Optional.empty());
    }

    static JobSpecification of(TrainingRequested event) {
        return new JobSpecification(
                event.getRunId(),
                event.getTable(),
                event.getBatch(),
                event.getContent(),
                event.getContext().stream()
                        .map(c -> new ContextRef(
                                Optional.ofNullable(c.getRelationship()), new ColumnRef(c.getTable(), c.getColumn())))
                        .toList(),
                new Seed(event.getSeed()),
                Optional.ofNullable(event.getPrivacy()));
    }

    boolean isWhole() {
        return batch.equals(ColumnBatch.WHOLE_TABLE);
    }

    /** @return columns of the job's own table that it is conditioned on */
    List<String> bridges() {
        return context.stream()
                .filter(c -> c.over().isEmpty())
                .map(ContextRef::column)
                .filter(c -> c.table().equals(table))
                .map(ColumnRef::column)
                .toList();
    }
}
