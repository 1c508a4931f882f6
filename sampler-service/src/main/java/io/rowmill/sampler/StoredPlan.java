package io.rowmill.sampler;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.Wishes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A settled sample, stored once so that a replay and every worker see the same.
 *
 * @param plan a {@link SamplePlan}; a string with its JSON in plans of versions before 0.1.0
 * @param wishes what rows have to be like; null in plans of versions that knew none
 * @param given the table of which some cells are given; null: none
 */
record StoredPlan(
        String modelId,
        String topicPrefix,
        int rowPartitions,
        JsonNode plan,
        Wishes wishes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Given given) {
    /**
     * Rows of which some cells are given.
     *
     * @param rows of the table
     * @param digest of the file that they came in
     */
    record Given(String table, long rows, String digest) {}

    StoredPlan {
        wishes = wishes == null ? Wishes.NONE : wishes;
    }

    static StoredPlan of(
            String modelId,
            String topicPrefix,
            int rowPartitions,
            SamplePlan plan,
            Wishes wishes,
            Optional<Given> given) {
        return new StoredPlan(modelId, topicPrefix, rowPartitions, Json.tree(plan), wishes, given.orElse(null));
    }

    SamplePlan samplePlan() {
        return Json.plan(plan);
    }
}
