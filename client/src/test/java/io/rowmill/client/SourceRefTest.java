package io.rowmill.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRefTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://me:hunter2@db/shop",
                "jdbc:postgresql://db/shop?user=me&password=hunter2",
                "jdbc:hsqldb:mem:x;Password=hunter2"
            })
    void aPasswordInAUrlIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> SourceRef.of(url))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("ROWMILL_SOURCE_PASSWORD")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aUserInAUrlIsFine() {
        assertThat(SourceRef.of("jdbc:postgresql://db:5432/shop?user=me"))
                .isEqualTo(new SourceRef.Database("jdbc:postgresql://db:5432/shop?user=me"));
    }

    @Test
    void aFolderNeedsATableDirectlyInIt() throws Exception {
        // Given
        Files.createDirectory(dir.resolve("deeper"));
        Files.writeString(dir.resolve("deeper/people.csv"), "id\n");
        Files.writeString(dir.resolve("notes.txt"), "");

        // Then
        assertThatThrownBy(() -> SourceRef.of(dir.toString())).hasMessageContaining("holds no file of rows");

        // When
        Files.writeString(dir.resolve("people.csv.gz"), "");

        // Then
        assertThat(SourceRef.of(dir.toString())).isEqualTo(new SourceRef.Folder(dir));
    }
}
