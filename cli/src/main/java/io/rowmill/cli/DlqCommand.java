package io.rowmill.cli;

import io.rowmill.platform.event.DeadLetter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code rowmill dlq}: the command that holds those for dead letters. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Dead letters: records that could not be handled, kept for 14 days.",
            "A record that can't be decoded, of an unknown type, or whose handling broke goes to <topic>.dlq, bytes untouched,"
                    + " and its run or sample fails."
        })
final class DlqCommand {
    private DlqCommand() {}

    static CommandLine with(CliContext context) {
        return new CommandLine(new DlqCommand())
                .addSubcommand(new DlqListCommand(context))
                .addSubcommand(new DlqShowCommand(context))
                .addSubcommand(new DlqReplayCommand(context));
    }

    /** As commands take and show a dead letter's place. */
    static String text(DeadLetter.Origin place) {
        String topic = place.topic().replaceFirst("\\.dlq$", "");
        return topic + ":" + place.partition() + "@" + place.offset();
    }
}
