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
            "Shows and replays dead letters: records that could not be handled. They are kept for 14 days.",
            "A record goes unchanged to <topic>.dlq if it can't be decoded, has an unknown type or fails with a defect."
                    + " Its run or sample fails."
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
