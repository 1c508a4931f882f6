package io.rowmill.sampler;

import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plans of the samples in work, each fetched and parsed once: every chunk asks for its sample's, and a plan never changes. Safe for use by several threads. */
final class PlanCache {
    private static final int CAPACITY = 16;

    private final Artifacts artifacts;
    private final Map<String, Settled> bySample = new LinkedHashMap<>(CAPACITY, 0.75f, true);

    PlanCache(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** @param plan that {@code stored} holds */
    record Settled(StoredPlan stored, SamplePlan plan) {}

    /** @throws io.rowmill.core.failure.FailureException (Defect) if there is none */
    synchronized Settled plan(String sampleId) throws IOException {
        Settled settled = bySample.get(sampleId);
        if (settled == null) {
            StoredPlan stored = artifacts.read(ArtifactKeys.samplePlan(sampleId), StoredPlan.class);
            settled = new Settled(stored, stored.samplePlan());
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
