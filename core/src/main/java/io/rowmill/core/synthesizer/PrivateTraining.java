package io.rowmill.core.synthesizer;

import io.rowmill.core.privacy.PrivateSteps;
import io.rowmill.core.table.EncodedRows;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * What a job under differential privacy may learn, and how. The content and context of its input are real rows: an engine reads them
 * in {@code steps} alone. Nothing else that leaves the job, such as figures, shapes and progress, may depend on them, their number
 * included.
 *
 * @param steps what the job was charged for
 * @param unitOf unit of each row, from 0; a row's context, and its group, are of its own unit
 * @param unitCount above every unit; real, so it may not be shown either
 * @param rowsPerUnit rows of a unit that count, at least 1; each may say that part of what a unit may say
 * @param publicRows encoded rows of the same layout that were made from private answers: anything may be derived from them
 * @param unreadContext parts of the context that rows of other units would say something by: they count as absent
 */
public record PrivateTraining(
        PrivateSteps steps,
        IntUnaryOperator unitOf,
        int unitCount,
        int rowsPerUnit,
        EncodedRows publicRows,
        Set<Integer> unreadContext) {
    public PrivateTraining {
        Objects.requireNonNull(steps);
        unreadContext = Set.copyOf(unreadContext);
        if (rowsPerUnit < 1) {
            throw new IllegalArgumentException("a unit has a row at least");
        }
    }
}
