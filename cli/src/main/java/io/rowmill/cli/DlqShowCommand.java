package io.rowmill.cli;

import io.rowmill.client.DeadLetterBox;
import io.rowmill.client.DeadLetterRecord;
import io.rowmill.client.RowmillClient;
import io.rowmill.platform.avro.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rowmill dlq show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a dead letter: its cause, its headers and, if it can be decoded, its event.")
final class DlqShowCommand implements Callable<Integer> {
    private static final int BYTES = 256;
    private static final int LINE = 32;

    private final CliContext context;

    @Parameters(paramLabel = "TOPIC[:PARTITION]@OFFSET", description = "As printed by 'dlq list'.")
    private String letter;

    @Mixin
    private ConnectionOptions connection;

    DlqShowCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        LetterPlace place = LetterPlace.parse(letter);
        try (RowmillClient client = connection.connect(context)) {
            DeadLetterBox box = client.deadLetters();
            DeadLetterRecord record = place.in(box);
            Facts facts = new Facts(context.console(), 10);
            facts.show("letter", DlqCommand.text(record.place()));
            facts.show("from", DlqCommand.text(record.origin()));
            facts.show("time", Human.time(record.time()));
            facts.show("stage", record.stage());
            facts.show("code", record.code());
            facts.show("reason", record.reason());
            facts.show("run", record.run().orElse("-"));
            facts.show("replayed", record.replayedAt().orElse("-"));
            facts.show("key", text(record.letter().key()));
            for (Header header : record.letter().headers()) {
                facts.show("header", header.key() + " = " + text(header.value()));
            }
            value(facts, box, record);
            return ExitCodes.DONE;
        }
    }

    private static void value(Facts facts, DeadLetterBox box, DeadLetterRecord record) {
        byte[] value = record.letter().value();
        int size = value == null ? 0 : value.length;
        facts.show("value", Human.count(size, "byte"));
        try {
            facts.show("event", box.decode(record));
        } catch (UndecodableException e) {
            for (int at = 0; at < Math.min(size, BYTES); at += LINE) {
                facts.show("hex", hex(Arrays.copyOfRange(value, at, Math.min(size, at + LINE))));
            }
        }
    }

    /** Text where the bytes are that, else hex. */
    private static String text(byte[] bytes) {
        if (bytes == null) {
            return "-";
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean isText = text.chars().noneMatch(c -> c == '\uFFFD' || Character.isISOControl(c));
        return isText ? text : "0x" + HexFormat.of().formatHex(bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
