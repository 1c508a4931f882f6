package io.rowmill.cli;

import io.rowmill.client.DeadLetterBox;
import io.rowmill.client.DeadLetterRecord;
import io.rowmill.core.failure.FailureException;
import io.rowmill.core.text.NearestName;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code TOPIC[:PARTITION]@OFFSET}: where a dead letter lies. */
record LetterPlace(Topic topic, int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("([^:@]+)(?::(\\d{1,9}))?@(\\d{1,18})");

    /** @throws FailureException (Rejected) if it is no place */
    static LetterPlace parse(String text) {
        Matcher place = TEXT.matcher(text);
        if (!place.matches()) {
            throw FailureException.rejected(
                    "invalid-dead-letter",
                    "'" + text + "' is not TOPIC[:PARTITION]@OFFSET, such as rowmill.fit-requests.v1@3.");
        }
        int partition = place.group(2) == null ? 0 : Integer.parseInt(place.group(2));
        return new LetterPlace(topic(place.group(1)), partition, Long.parseLong(place.group(3)));
    }

    /**
     * @param name {@code rowmill.fit-requests.v1}, with or without {@code .dlq}, or {@code fit-requests}
     * @throws FailureException (Rejected) if there is no such topic
     */
    static Topic topic(String name) {
        String full = name.replaceFirst("\\.dlq$", "");
        return Topics.named(full)
                .or(() -> Topics.named("rowmill." + full + ".v1"))
                .orElseThrow(() -> unknown(full));
    }

    private static FailureException unknown(String name) {
        List<String> names = Topics.all().stream().map(Topic::name).toList();
        return FailureException.rejected(
                "unknown-topic", "rowmill has no topic '" + name + "'" + NearestName.hint(name, names) + ".");
    }

    DeadLetterRecord in(DeadLetterBox box) {
        return box.get(topic, partition, offset);
    }
}
