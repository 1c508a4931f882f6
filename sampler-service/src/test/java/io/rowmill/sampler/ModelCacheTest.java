package io.rowmill.sampler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.platform.model.LoadedModel;
import io.rowmill.platform.testing.SmallRun;
import io.rowmill.schemas.ModelReady;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
    private static final int MODELS = 6;

    @TempDir
    private Path dir;

    private final Map<String, ModelReady> announced = new HashMap<>();
    private SmallRun run;
    private ModelCache cache;

    @BeforeEach
    void moreModelsThanAreKept() throws Exception {
        run = new SmallRun(dir);
        for (int i = 0; i < MODELS; i++) {
            ModelReady model = run.next("run-" + i).model();
            announced.put(model.getModelId(), model);
        }
        cache = new ModelCache(run.artifacts(), announced::get);
    }

    private LoadedModel use(int model) throws Exception {
        return cache.use("model-" + model, loaded -> loaded);
    }

    @Test
    void aModelIsLoadedOnce() throws Exception {
        // Given
        LoadedModel first = use(0);
        run.store().delete(announced.get("model-0").getManifest());

        // When / Then
        assertThat(use(0)).isSameAs(first);
    }

    @Test
    void theModelThatWasLeastUsedIsGivenUp() throws Exception {
        // Given
        LoadedModel first = use(0);
        LoadedModel second = use(1);
        for (int i = 2; i < MODELS - 1; i++) {
            use(0);
            use(i);
        }

        // When / Then
        assertThat(use(0)).isSameAs(first);
        assertThat(use(1)).isNotSameAs(second);
    }

    @Test
    void aModelThatIsWorkedWithStaysHoweverManyOthersCome() throws Exception {
        cache.use("model-0", busy -> {
            try {
                for (int i = 1; i < MODELS; i++) {
                    use(i);
                }
                // Then
                assertThat(use(0)).isSameAs(busy);
                assertThat(busy.synthesizer("orders")).isPresent();
                return null;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aManifestThatIsNotTheOneThatWasAnnouncedIsNotUsed() throws Exception {
        // Given
        run.store().put(announced.get("model-3").getManifest(), "{}".getBytes(UTF_8));

        // When / Then
        assertThatThrownBy(() -> use(3)).hasMessageContaining("its digest differs");
    }
}
