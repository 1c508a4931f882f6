package io.rowmill.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.Wishes;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.storage.MemoryObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
    private static final int MANY = 100;

    private final Artifacts artifacts = new Artifacts(new MemoryObjectStore());
    private final PlanCache plans = new PlanCache(artifacts);

    private void store(String sampleId, int chunkRows) throws IOException {
        SamplePlan plan = new SamplePlan(new Seed(1), chunkRows, List.of());
        artifacts.write(
                ArtifactKeys.samplePlan(sampleId),
                StoredPlan.of("model", "rows", 4, plan, Wishes.NONE, Optional.empty()));
    }

    @Test
    void aPlanIsReadOnceAndEverySampleHasItsOwn() throws IOException {
        // Given
        store("a", 10);
        store("b", 20);
        PlanCache.Settled first = plans.plan("a");

        // When
        artifacts.store().delete(ArtifactKeys.samplePlan("a"));

        // Then
        assertThat(plans.plan("a")).isSameAs(first);
        assertThat(first.plan().chunkRows()).isEqualTo(10);
        assertThat(plans.plan("b").plan().chunkRows()).isEqualTo(20);
    }

    @Test
    void whatHasNotBeenAskedForLongIsForgotten() throws IOException {
        // Given
        store("a", 10);
        PlanCache.Settled first = plans.plan("a");

        // When
        for (int i = 0; i < MANY; i++) {
            store("other-" + i, 10);
            plans.plan("other-" + i);
        }

        // Then
        assertThat(plans.plan("a")).isNotSameAs(first);
        assertThat(plans.plan("a").plan()).isEqualTo(first.plan());
    }

    @Test
    void aSampleWithoutAPlanIsADefect() {
        // When / Then
        assertThatThrownBy(() -> plans.plan("nobody")).isInstanceOf(FailureException.class);
    }
}
