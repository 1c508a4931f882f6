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
        LogSetup.quiet(context.console());
        LetterPlace place = LetterPlace.parse(letter);
        try (RowmillClient client = connection.connect(context)) {
            DeadLetterBox box = client.deadLetters();
            DeadLetterRecord record = place.in(box);
            Console console = context.console();
            console.result("letter    " + DlqCommand.text(record.place()));
            console.result("from      " + DlqCommand.text(record.origin()));
            console.result("time      " + Human.time(record.time()));
            console.result("stage     " + record.stage());
            console.result("code      " + record.code());
            console.result("reason    " + record.reason());
            console.result("run       " + record.run().orElse("-"));
            console.result("replayed  " + record.replayedAt().orElse("-"));
            console.result("key       " + text(record.letter().key()));
            for (Header header : record.letter().headers()) {
                console.result("header    " + header.key() + " = " + text(header.value()));
            }
            value(box, record);
            return ExitCodes.DONE;
        }
    }

    private void value(DeadLetterBox box, DeadLetterRecord record) {
        byte[] value = record.letter().value();
        int size = value == null ? 0 : value.length;
        context.console().result("value     " + Human.count(size, "byte"));
        try {
            context.console().result("event     " + box.decode(record));
        } catch (UndecodableException e) {
            for (int at = 0; at < Math.min(size, BYTES); at += LINE) {
                context.console().result("hex       " + hex(Arrays.copyOfRange(value, at, Math.min(size, at + LINE))));
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
