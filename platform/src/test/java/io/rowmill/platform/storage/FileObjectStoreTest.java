package io.rowmill.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {
    @TempDir
    Path directory;

    @Override
    protected ObjectStore newStore() throws IOException {
        return new FileObjectStore(directory);
    }

    @Test
    void nothingTemporaryIsLeftBehind() throws IOException {
        // Given
        ObjectStore store = newStore();

        // When
        store.put("a", new byte[1]);
        store.putIfAbsent("a", new byte[2]);
        store.putIfAbsent("b", new byte[2]);

        // Then
        assertThat(directory.resolve("tmp")).isEmptyDirectory();
    }
}
