package io.rowmill.sampler;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.Wishes;

/**
 * A settled sample, stored once so that a replay and every worker see the same.
 *
 * @param plan a {@link SamplePlan}; a string with its JSON in plans of versions before 0.1.0
 * @param wishes what rows have to be like; null in plans of versions that knew none
 */
record StoredPlan(String modelId, String topicPrefix, int rowPartitions, JsonNode plan, Wishes wishes) {
    StoredPlan {
        wishes = wishes == null ? Wishes.NONE : wishes;
    }

    static StoredPlan of(String modelId, String topicPrefix, int rowPartitions, SamplePlan plan, Wishes wishes) {
        return new StoredPlan(modelId, topicPrefix, rowPartitions, Json.tree(plan), wishes);
    }

    SamplePlan samplePlan() {
        return Json.plan(plan);
    }
}
