package io.rowmill.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.linkage.Uniqueness;
import io.rowmill.core.random.Seed;
import io.rowmill.core.sampling.SamplePlan;
import io.rowmill.core.sampling.TablePlan;
import io.rowmill.core.sampling.Wishes;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.storage.MemoryObjectStore;
import io.rowmill.schemas.SamplePlanned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Samples that a version before planned go on. */
class EarlierPlansTest {
    /** As it was written, inside a string. */
    private static final String JSON =
            """
            {"seed":{"value":7},"chunkRows":100,"tables":[{"table":"orders","driverParent":"customers","exactRows":null,\
            "nullDriverRows":3,"childrenPerParent":1.5,"possible":true,"segmentRows":90,"uniqueness":"NUMBERED_IN_GROUP",\
            "distinctParents":["a"],"completeBefore":["b"],"totalsBefore":["c"],"keyFollowsOrdinal":false}]}""";

    private static final SamplePlan PLAN = new SamplePlan(
            new Seed(7),
            100,
            List.of(new TablePlan(
                    "orders",
                    Optional.of("customers"),
                    OptionalLong.empty(),
                    3,
                    1.5,
                    true,
                    90,
                    Uniqueness.Rule.NUMBERED_IN_GROUP,
                    List.of("a"),
                    List.of("b"),
                    List.of("c"),
                    false,
                    List.of())));

    private static SamplePlanned.Builder event() {
        return SamplePlanned.newBuilder()
                .setSampleId("s")
                .setModelId("m")
                .setManifest("plan.json")
                .setTopicPrefix("rows")
                .setRowPartitions(4)
                .setRequestedAt(Instant.EPOCH);
    }

    @Test
    void anEventWithItsPlanAsJsonIsRead() {
        assertThat(PlanRecords.read(event().setPlan(JSON).build())).isEqualTo(PLAN);
    }

    @Test
    void anEventWithASettledPlanIsRead() {
        assertThat(PlanRecords.read(
                        event().setPlan("").setSettled(PlanRecords.write(PLAN)).build()))
                .isEqualTo(PLAN);
    }

    @Test
    void aStoredPlanWithAStringInsideIsRead() throws Exception {
        // Given
        MemoryObjectStore store = new MemoryObjectStore();
        Object earlier = new ObjectMapper()
                .createObjectNode()
                .put("modelId", "m")
                .put("topicPrefix", "rows")
                .put("rowPartitions", 4)
                .put("plan", JSON);
        store.put("plan.json", new ObjectMapper().writeValueAsBytes(earlier));

        // When
        StoredPlan read = new Artifacts(store).read("plan.json", StoredPlan.class);

        // Then
        assertThat(read.samplePlan()).isEqualTo(PLAN);
        assertThat(read.wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void aPlanIsStoredAsAnObject() throws Exception {
        // Given
        Artifacts artifacts = new Artifacts(new MemoryObjectStore());

        // When
        artifacts.write("plan.json", StoredPlan.of("m", "rows", 4, PLAN, Wishes.NONE, Optional.empty()));

        // Then
        StoredPlan read = artifacts.read("plan.json", StoredPlan.class);
        assertThat(read.plan().isObject()).isTrue();
        assertThat(read.samplePlan()).isEqualTo(PLAN);
    }
}
