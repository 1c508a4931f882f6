package io.rowmill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.artifact.ArtifactKeys;
import io.rowmill.platform.artifact.Artifacts;
import io.rowmill.platform.artifact.BaseModel;
import io.rowmill.platform.artifact.ModelManifest;
import io.rowmill.platform.artifact.SynthesizerManifest;
import io.rowmill.platform.model.ModelSeal;
import io.rowmill.platform.storage.BlobRef;
import io.rowmill.platform.storage.MemoryObjectStore;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BaseCheckTest {
    private static final String MODEL = "model-1";

    private final Artifacts artifacts = new Artifacts(new MemoryObjectStore());
    private final BaseCheck check = new BaseCheck(artifacts, this::find);

    @BeforeEach
    void aModelOfTwoTablesOneInBatches() throws IOException {
        BlobRef blob = artifacts.putBlob(new byte[] {1});
        artifacts.write(
                ArtifactKeys.model(MODEL),
                new ModelManifest(
                        ModelManifest.FORMAT_VERSION,
                        MODEL,
                        "run-1",
                        "shop",
                        JsonNodeFactory.instance.objectNode().put("tables", "of the base"),
                        blob,
                        List.of(
                                table(blob, "orders", part(blob, "orders", "all", "special")),
                                table(
                                        blob,
                                        "wide",
                                        part(blob, "wide", "b1", "ctgan"),
                                        part(blob, "wide", "b2", "ctgan")),
                                table(blob, "link")),
                        0,
                        new ModelManifest.Provenance("", "", 0, 0, Map.of(), List.of()),
                        null,
                        null));
    }

    private static ModelManifest.ModelTable table(BlobRef blob, String name, SynthesizerManifest... parts) {
        return new ModelManifest.ModelTable(name, 10, blob, List.of(parts), null, null, null, List.of(), null);
    }

    private static SynthesizerManifest part(BlobRef blob, String table, String batch, String engine) {
        return new SynthesizerManifest(
                1,
                "run-1",
                table,
                batch,
                engine,
                List.of(batch + "-column"),
                Map.of(),
                blob,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private ModelReady find(String idOrName) {
        try {
            return ModelReady.newBuilder()
                    .setModelId(MODEL)
                    .setRunId("run-1")
                    .setName("shop")
                    .setTables(List.of())
                    .setManifest("")
                    .setManifestDigest(artifacts.digest(ArtifactKeys.model(MODEL)))
                    .setRequestedAt(Instant.EPOCH)
                    .setReadyAt(Instant.EPOCH)
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static FitRequested request(String base, Map<String, String> settings, String... only) {
        return FitRequested.newBuilder()
                .setRunId("run-2")
                .setName("shop")
                .setSource(new Source("store:x", null, null, Map.of()))
                .setSettings(settings)
                .setRequestedAt(Instant.EPOCH)
                .setBase(base)
                .setOnly(List.of(only))
                .build();
    }

    private List<String> errors(FitRequested request) {
        FailureException e = catchThrowableOfType(FailureException.class, () -> check.check(request));
        assertThat(e.failure()).isInstanceOf(Failure.Rejected.class);
        return ((Failure.Rejected) e.failure()).messages();
    }

    @Test
    void aRequestTakesMetadataAndEngineFromItsBase() throws Exception {
        // When
        BaseCheck.Based based = check.check(request("shop", Map.of("epochs", "3"), "orders"));

        // Then
        assertThat(based.request().getMetadata()).contains("of the base");
        assertThat(based.request().getSettings())
                .containsEntry("orders.engine", "special")
                .containsEntry("epochs", "3");
        assertThat(based.base().orElseThrow().modelId()).isEqualTo(MODEL);
        assertThat(based.base().orElseThrow().manifest(artifacts).modelId()).isEqualTo(MODEL);
    }

    @Test
    void aWarmStartWithoutABaseIsRejected() {
        // When
        List<String> errors = errors(request(null, Map.of("orders.warmStart", "true", "warmStart", "false")));

        // Then
        assertThat(errors).singleElement().asString().contains("'orders.warmStart' needs a base");
    }

    @Test
    void aTableStandsForAllItsBatches() throws Exception {
        assertThat(check.check(request(MODEL, Map.of(), "wide"))
                        .base()
                        .orElseThrow()
                        .only())
                .containsExactly(new BaseModel.Part("wide", "b1"), new BaseModel.Part("wide", "b2"));
        assertThat(check.check(request(MODEL, Map.of(), "wide/b2", "wide/b2"))
                        .base()
                        .orElseThrow()
                        .only())
                .containsExactly(new BaseModel.Part("wide", "b2"));
    }

    @Test
    void partsOfSeveralEnginesAreTrainedAgainByTheirOwn() throws Exception {
        // When
        BaseCheck.Based based = check.check(request(MODEL, Map.of("wide.engine", "ctgan"), "orders", "wide"));

        // Then
        assertThat(based.request().getSettings()).isEqualTo(Map.of("orders.engine", "special", "wide.engine", "ctgan"));
        assertThat(errors(request(MODEL, Map.of("wide/b2.engine", "special"), "orders", "wide")))
                .singleElement()
                .asString()
                .contains("'wide/b2' was learned by engine 'ctgan'");
    }

    @Test
    void withoutABaseNothingChanges() throws Exception {
        // Given
        FitRequested plain = request(null, Map.of());

        // Then
        assertThat(check.check(plain).request()).isSameAs(plain);
        assertThat(errors(request(null, Map.of(), "orders")))
                .singleElement()
                .asString()
                .contains("needs a base");
    }

    @Test
    void allThatDoesNotFitIsSaidAtOnce() throws Exception {
        // Given
        ModelSeal.put(artifacts, MODEL);
        FitRequested request =
                request(MODEL, Map.of("engine", "ctgan", "wide.maxClusters", "3"), "orders", "wide/b3", "link");
        request.setMetadata("{}");

        // When
        List<String> errors = errors(request);

        // Then
        assertThat(errors)
                .anyMatch(e -> e.contains("sealed"))
                .anyMatch(e -> e.contains("metadata"))
                .anyMatch(e -> e.contains("wide.maxClusters"))
                .anyMatch(e -> e.contains("'wide/b3'") && e.contains("wide/b2"))
                .anyMatch(e -> e.contains("'link'"))
                .anyMatch(e -> e.contains("'orders'") && e.contains("special"))
                .hasSize(6);
    }

    @Test
    void aBaseWithoutPartsIsRejected() {
        assertThat(errors(request(MODEL, Map.of()))).singleElement().asString().contains("'only'");
    }
}
