package io.rowmill.models.ctgan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.table.Part;
import io.rowmill.models.ctgan.batch.TrainingJob;
import io.rowmill.models.ctgan.digits.Digits;
import io.rowmill.models.ctgan.rows.RowLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a weights file says about its tensors.
 *
 * @param layout parts of a row, in the order in which they are given back
 * @param contextLayout parts of a context
 * @param categoryCounts per conditional part of what networks see (in the order of {@link RowLayout#conditionalParts}) the training
 *     rows per category
 * @param conditioned rows are sampled on a condition drawn by true frequency; false: on none
 * @param digits of parts of the layout that networks see as two; left out of the file where there are none
 * @param contextDigits the same of the context
 */
record WeightsHeader(
        int embeddingDim,
        List<Integer> generatorDim,
        List<Part> layout,
        List<Part> contextLayout,
        int[][] categoryCounts,
        boolean conditioned,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Digits> digits,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Digits> contextDigits) {
    static final String KIND = "ctgan-weights";

    WeightsHeader {
        generatorDim = List.copyOf(generatorDim);
        layout = List.copyOf(layout);
        contextLayout = List.copyOf(contextLayout);
        digits = digits == null ? List.of() : List.copyOf(digits);
        contextDigits = contextDigits == null ? List.of() : List.copyOf(contextDigits);
    }

    static WeightsHeader of(TrainingJob job) {
        return new WeightsHeader(
                job.settings().embeddingDim(),
                job.settings().generatorDim(),
                job.rowCode().layout(),
                job.contextCode().layout(),
                job.categories().counts(),
                job.isConditioned(),
                job.rowCode().digits(),
                job.contextCode().digits());
    }

    /** How the model sees rows. */
    TrainingJob.Earlier asEarlier() {
        return new TrainingJob.Earlier(
                new TrainingJob.Seen(layout, digits), new TrainingJob.Seen(contextLayout, contextDigits));
    }

    /** A sentence on why weights of the {@code base} mean something else here; empty: they mean the same. */
    Optional<String> differenceFrom(WeightsHeader base) {
        if (embeddingDim != base.embeddingDim || !generatorDim.equals(base.generatorDim)) {
            return Optional.of("embeddingDim or generatorDim differ.");
        }
        if (!layout.equals(base.layout)) {
            return Optional.of("its columns are encoded otherwise.");
        }
        if (!contextLayout.equals(base.contextLayout) || conditioned != base.conditioned) {
            return Optional.of("the columns of its parents are encoded otherwise.");
        }
        if (!areWrittenAs(digits, base.digits) || !areWrittenAs(contextDigits, base.contextDigits)) {
            return Optional.of("a column of many values has other digits, since they follow the rows.");
        }
        return Optional.empty();
    }

    private static boolean areWrittenAs(List<Digits> these, List<Digits> those) {
        return these.size() == those.size()
                && IntStream.range(0, these.size()).allMatch(i -> these.get(i).isWrittenAs(those.get(i)));
    }
}
