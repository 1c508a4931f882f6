package io.rowmill.sampler;

import io.rowmill.core.sampling.Wishes;

/**
 * A settled sample, stored once so that a replay and every worker see the same.
 *
 * @param plan the {@link io.rowmill.core.sampling.SamplePlan} as JSON
 * @param wishes what rows have to be like; null in plans of versions that knew none
 */
record StoredPlan(String modelId, String topicPrefix, int rowPartitions, String plan, Wishes wishes) {
    StoredPlan {
        wishes = wishes == null ? Wishes.NONE : wishes;
    }
}
