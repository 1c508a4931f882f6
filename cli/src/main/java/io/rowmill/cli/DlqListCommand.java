package io.rowmill.cli;

import io.rowmill.client.DeadLetterRecord;
import io.rowmill.client.RowmillClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rowmill dlq list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists dead letters, oldest first.",
            "Pass LETTER to 'dlq show' and 'dlq replay'. If several stages could not handle a record, each has a letter of its own."
        })
final class DlqListCommand implements Callable<Integer> {
    private final CliContext context;

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "Only letters of this topic: rowmill.fit-requests.v1, or fit-requests.")
    private @Nullable String topic;

    @Mixin
    private ConnectionOptions connection;

    DlqListCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        var wanted = Optional.ofNullable(topic).map(LetterPlace::topic);
        try (RowmillClient client = connection.connect(context)) {
            TextTable table = new TextTable("LETTER", "TIME", "STAGE", "CODE", "RUN", "REPLAYED", "REASON");
            for (DeadLetterRecord letter : client.deadLetters().list(wanted)) {
                table.row(
                        DlqCommand.text(letter.place()),
                        Human.time(letter.time()),
                        letter.stage(),
                        letter.code(),
                        letter.run().orElse("-"),
                        letter.replayedAt().isPresent() ? "yes" : "-",
                        letter.reason());
            }
            table.lines().forEach(context.console()::result);
            return ExitCodes.DONE;
        }
    }
}
