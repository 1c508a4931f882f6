package io.rowmill.cli;

import io.rowmill.client.DeadLetterBox;
import io.rowmill.client.DeadLetterRecord;
import io.rowmill.client.DeadLetterReplay;
import io.rowmill.client.RowmillClient;
import io.rowmill.core.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rowmill dlq replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends dead letters back to the topic and partition that they came from, unchanged.",
            "Use it when the cause is fixed, for example when a registry has its schema back or a service is repaired.",
            "A record of a run or sample that has failed or was cancelled is refused, because services ignore it: ask for the"
                    + " run or sample again under a new id. Events that end runs can be replayed.",
            "Each letter is sent once. 'dlq list' marks the letters that were sent."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rowmill dlq replay rowmill.run-failures.v1@0",
            "  rowmill dlq replay --all --topic training-progress"
        })
final class DlqReplayCommand implements Callable<Integer> {
    private final CliContext context;

    @Parameters(
            paramLabel = "TOPIC[:PARTITION]@OFFSET",
            arity = "0..*",
            description = "As 'dlq list' shows it; several may be given.")
    private List<String> letters = new ArrayList<>();

    @Option(
            names = "--all",
            description = "All that were not replayed yet; those it would be in vain for are left out.")
    private boolean all;

    @Option(names = "--run", paramLabel = "RUN", description = "With --all: only of this run or sample.")
    private @Nullable String run;

    @Option(names = "--topic", paramLabel = "T", description = "With --all: only of this topic.")
    private @Nullable String topic;

    @Mixin
    private ConnectionOptions connection;

    DlqReplayCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        requireOneKind();
        List<LetterPlace> places = letters.stream().map(LetterPlace::parse).toList();
        var wanted = Optional.ofNullable(topic).map(LetterPlace::topic);
        try (RowmillClient client = connection.connect(context)) {
            DeadLetterBox box = client.deadLetters();
            try (DeadLetterReplay replay = box.replay()) {
                if (all) {
                    box.list(wanted).stream().filter(this::isWanted).forEach(letter -> sendIfUseful(replay, letter));
                } else {
                    List<DeadLetterRecord> records =
                            places.stream().map(place -> place.in(box)).toList();
                    records.forEach(letter -> send(replay, letter));
                }
            }
            return ExitCodes.DONE;
        }
    }

    private void requireOneKind() {
        if (all != letters.isEmpty() || (!all && (run != null || topic != null))) {
            throw FailureException.rejected(
                    "invalid-replay",
                    "Name dead letters, or all of them with --all (and --run or --topic); see --help.");
        }
    }

    private boolean isWanted(DeadLetterRecord letter) {
        return letter.replayedAt().isEmpty()
                && (run == null || letter.run().filter(run::equals).isPresent());
    }

    private void sendIfUseful(DeadLetterReplay replay, DeadLetterRecord letter) {
        Optional<String> objection = replay.objection(letter);
        if (objection.isPresent()) {
            context.console().say(DlqCommand.text(letter.place()) + " was left out: " + objection.get());
        } else {
            send(replay, letter);
        }
    }

    private void send(DeadLetterReplay replay, DeadLetterRecord letter) {
        String now = DlqCommand.text(replay.send(letter));
        context.console().result(DlqCommand.text(letter.place()) + " replayed, is now " + now);
    }
}
