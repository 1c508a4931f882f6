package io.rowmill.sampler;

import io.rowmill.core.sampling.RowIndexes;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The plans of current samples. Every chunk needs its sample's plan. A plan never changes, so each is fetched and parsed once.
 * Safe for use by several threads.
 */
final class PlanCache {
    private static final int CAPACITY = 16;

    private final Artifacts artifacts;
    private final Map<String, Settled> bySample = new LinkedHashMap<>(CAPACITY, 0.75f, true);

    PlanCache(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * What the chunks of a sample share.
     *
     * @param plan that {@code stored} holds
     */
    record Settled(StoredPlan stored, SamplePlan plan, RowIndexes indexes) {}

    /** @throws io.rowmill.core.failure.FailureException (Defect) if there is none */
    synchronized Settled plan(String sampleId) throws IOException {
        Settled settled = bySample.get(sampleId);
        if (settled == null) {
            StoredPlan stored = artifacts.read(ArtifactKeys.samplePlan(sampleId), StoredPlan.class);
            settled = new Settled(stored, stored.samplePlan(), new RowIndexes());
            bySample.put(sampleId, settled);
            forgetEldest();
        }
        return settled;
    }

    private void forgetEldest() {
        if (bySample.size() > CAPACITY) {
            bySample.remove(bySample.keySet().iterator().next());
        }
    }
}
