package io.rowmill.platform.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.storage.BlobRef;
import io.rowmill.platform.storage.MemoryObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been changed in storage by somebody else is refused. */
class ArtifactsTest {
    private static final String KEY = ArtifactKeys.model("model-1");

    @TempDir
    Path dir;

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Artifacts artifacts = new Artifacts(store);

    private record Manifest(String name, int rows) {}

    @Test
    void aManifestIsReadByTheDigestThatWasAnnounced() throws Exception {
        // Given
        artifacts.createOnce(KEY, new Manifest("shop", 3), Manifest.class);
        String digest = artifacts.digest(KEY);

        // Then
        assertThat(artifacts.readVerified(KEY, digest, Manifest.class)).isEqualTo(new Manifest("shop", 3));

        // When
        store.put(
                KEY,
                new String(store.open(KEY).readAllBytes(), UTF_8)
                        .replace("3", "4")
                        .getBytes(UTF_8));

        // Then
        assertTampered(() -> artifacts.readVerified(KEY, digest, Manifest.class));
    }

    @Test
    void aManifestThatIsGoneIsMissing() {
        assertThatThrownBy(() -> artifacts.readVerified(KEY, "sha256:00", Manifest.class))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo("missing-artifact"));
    }

    @Test
    void aChangedBlobIsRefusedBeforeItIsParsed() throws Exception {
        // Given
        BlobRef ref = artifacts.putJsonBlob(new Manifest("shop", 3));
        String key = store.list("blobs/").findFirst().orElseThrow().key();

        // When
        store.put(key, "not even JSON".getBytes(UTF_8));

        // Then
        assertTampered(() -> artifacts.readJsonBlob(ref, Manifest.class));
        assertTampered(() -> artifacts.readBlob(ref));
    }

    @Test
    void realRowsAreReadOnlyAsTheyWereWrittenAndOnlyThoseOfTheRun() throws Exception {
        // Given
        RunData data = new RunData(store, "run-1");
        RunData.Stored stored = data.putParentIndex(0, Files.writeString(dir.resolve("written"), "rows"));
        store.put("runs/run-2/data/linkage/0.idx", "rows".getBytes(UTF_8));
        List<LinkageManifest.ParentIndex> elsewhere = List.of(
                index("runs/run-2/data/linkage/0.idx", stored.digest()),
                index("runs/run-1/dat", stored.digest()),
                index("models/model-1/manifest.json", stored.digest()));

        // Then
        elsewhere.forEach(index -> assertTampered(() -> data.parentIndex(index, dir)));

        // When
        store.put(stored.key(), "rowz".getBytes(UTF_8));

        // Then
        assertTampered(() -> data.parentIndex(index(stored.key(), stored.digest()), dir));
    }

    private static LinkageManifest.ParentIndex index(String key, String digest) {
        return new LinkageManifest.ParentIndex("relationship", key, digest, 4);
    }

    private static void assertTampered(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(FailureException.class, e -> assertThat(
                        e.failure().code())
                .isEqualTo("tampered-artifact"));
    }
}
