package io.rowmill.platform.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlobsTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Blobs blobs = new Blobs(store);

    @Test
    void aBlobIsNamedByItsContent() throws IOException {
        // When
        BlobRef ref = blobs.put("abc".getBytes(UTF_8));

        // Then
        assertThat(ref).isEqualTo(new BlobRef("sha256:" + ABC, 3));
        assertThat(store.list("")).extracting(StoredObject::key).containsExactly("blobs/sha256/ba/" + ABC);
        assertThat(blobs.read(ref)).asString(UTF_8).isEqualTo("abc");
    }

    @Test
    void aTamperedBlobIsNotHandedOut() throws IOException {
        // Given
        BlobRef ref = blobs.put("abc".getBytes(UTF_8));

        for (String other : List.of("abd", "ab", "abcd", "")) {
            // When
            store.put("blobs/sha256/ba/" + ABC, other.getBytes(UTF_8));

            // Then
            assertThatThrownBy(() -> blobs.read(ref))
                    .as(other)
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("tampered-artifact");
        }
    }

    @Test
    void aHalfWrittenBlobIsWrittenAgain() throws IOException {
        // Given
        store.put("blobs/sha256/ba/" + ABC, "ab".getBytes(UTF_8));

        // When
        BlobRef ref = blobs.put("abc".getBytes(UTF_8));

        // Then
        assertThat(blobs.read(ref)).asString(UTF_8).isEqualTo("abc");
    }

    @Test
    void aMissingBlobIsTold() {
        assertThatThrownBy(() -> blobs.read(new BlobRef("sha256:" + ABC, 3)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("blobs/sha256/ba/" + ABC)
                .hasMessageContaining("is missing in the object store: restore it, or learn the model again");
    }
}
