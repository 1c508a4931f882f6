package io.rowmill.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.sampling.Wishes;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.model.LoadedModel;
import io.rowmill.platform.testing.SmallRun;
import io.rowmill.schemas.Condition;
import io.rowmill.schemas.Rebalance;
import io.rowmill.schemas.SampleRequested;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WishReaderTest {
    @TempDir
    private Path dir;

    private LoadedModel model;

    @BeforeEach
    void aModelOfAnEngineWithoutConditions() throws IOException {
        SmallRun run = new SmallRun(dir);
        String key = run.model().getManifest();
        model = new LoadedModel(run.artifacts(), run.artifacts().read(key, ModelManifest.class));
    }

    private List<String> errors(SampleRequested request) {
        FailureException e = catchThrowableOfType(FailureException.class, () -> new WishReader(model).read(request));
        assertThat(e.failure()).isInstanceOf(Failure.Rejected.class);
        assertThat(e.failure().code()).isEqualTo("invalid-conditions");
        return e.failure().messages();
    }

    @Test
    void aRequestWithoutWishesHasNone() {
        assertThat(new WishReader(model).read(SmallSample.request().build())).isEqualTo(Wishes.NONE);
    }

    @Test
    void everyErrorIsToldAtOnce() {
        // When
        List<String> errors = errors(SmallSample.request()
                .setConditions(List.of(
                        Condition.newBuilder()
                                .setColumn("town")
                                .setValue("Bern")
                                .build(),
                        Condition.newBuilder()
                                .setColumn("customers.city")
                                .setValue("Bern")
                                .build(),
                        Condition.newBuilder()
                                .setColumn("city")
                                .setValue("Oslo")
                                .build()))
                .setTemperature(0)
                .setTopP(1.5)
                .build());

        // Then
        assertThat(errors)
                .contains(
                        "Column customers.city is given twice.",
                        "The temperature must be a number above 0.",
                        "topP must be a number above 0 and at most 1.")
                .anyMatch(e -> e.startsWith("There is no column 'town'"))
                .noneMatch(e -> e.contains("Bern") || e.contains("Oslo"));
    }

    @Test
    void anEngineThatTakesNoConditionsIsNamed() {
        assertThat(errors(SmallSample.request()
                        .setRebalance(List.of(new Rebalance("item", Map.of("tea", 0.5, "cocoa", 0.5))))
                        .build()))
                .containsExactly(
                        "Table orders was learned by the engine bootstrap, which takes no conditions: fit it with"
                                + " engine=argn.");
    }

    @Test
    void aNumberThatIsNoneIsNoTemperature() {
        assertThat(errors(SmallSample.request()
                        .setTemperature(Double.NaN)
                        .setTopP(Double.NaN)
                        .build()))
                .contains("The temperature must be a number above 0.", "topP must be a number above 0 and at most 1.");
    }
}
