package io.rowmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Logger;
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

    @Test
    void aNameThatHoldsCommandsForTheTerminalDoesNotGiveThem() {
        // When
        console(0).result("run \u001b[2Jevil\u0007\r\u009b1m \u202eback");
        console(0).say("\u001b]0;title\u0007");
        console(0).progress("train", "\u001b[2J");

        // Then
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("run ?[2Jevil???1m ?back\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("?]0;title?\n?[2J\n");
    }

    /** Streams asks for its changelogs a moment after it has made them, on a busy machine too early. */
    @Test
    void aTopicThatIsAMomentYoungIsNoErrorInTheLog() {
        // Given
        LogSetup.quiet(console(0));

        // When
        Logger.getLogger("org.apache.kafka.clients.admin.internals.PartitionLeaderStrategy")
                .severe("Received unknown topic error for topic x-changelog");
        Logger.getLogger("org.apache.kafka.clients.admin").severe("genuine");

        // Then
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("genuine")
                .doesNotContain("unknown topic")
                .hasLineCount(1);
    }

    @Test
    void aTableStaysReadableWhateverItsNamesAre() {
        // When
        List<String> lines = new TextTable("RUN", "STATE")
                .row("run-1", "READY")
                .row("x".repeat(5000), "FAILED")
                .row("a\nrun-2", "READY")
                .lines();

        // Then
        assertThat(lines).hasSize(4).allMatch(line -> line.length() < 200 && !line.contains("\n"));
    }
}
