package io.rowmill.models.ctgan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rowmill.core.table.Part;
import java.util.List;
import java.util.Optional;

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
        return Optional.empty();
    }
}
