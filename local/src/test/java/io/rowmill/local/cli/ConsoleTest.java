package io.rowmill.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(int width) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                width);
    }

    @Test
    void withoutATerminalAStageIsOnePlainLineUntilSecondsHavePassed() {
        // Given
        Console console = console(0);

        // When
        console.progress("train", "epoch 1");
        console.progress("train", "epoch 2");
        console.progress("sample", "chunk 1");

        // Then
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("epoch 1\nchunk 1\n");
    }

    @Test
    void onATerminalProgressStaysOnOneLineAndMakesRoomForOthers() {
        // Given
        Console console = console(10);

        // When
        console.progress("train", "a line that is too long");
        console.result("result");

        // Then
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("a line th\r\u001b[2K");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("result\n");
    }
}
