package io.rowmill.sampler;

/**
 * A settled sample, stored once so that a replay and every worker see the same.
 *
 * @param plan the {@link io.rowmill.core.sampling.SamplePlan} as JSON
 */
record StoredPlan(String modelId, String topicPrefix, int rowPartitions, String plan) {}
