package io.rowmill.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.core.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {
    @TempDir
    Path dir;

    @Test
    void whatIsGivenWinsOverTheFile() throws Exception {
        // Given
        Path file =
                Files.writeString(dir.resolve("kafka.properties"), "security.protocol=SSL\nsasl.mechanism = PLAIN\n");

        // When
        Map<String, String> settings = ClientSettings.of(Map.of("security.protocol", "SASL_SSL"), Optional.of(file));

        // Then
        assertThat(settings).isEqualTo(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN"));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        // Given
        Path broken = Files.writeString(dir.resolve("broken"), "password=\\u12");

        // Then
        for (Path file : new Path[] {dir.resolve("missing"), dir, broken}) {
            assertThatThrownBy(() -> ClientSettings.of(Map.of(), Optional.of(file)))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
