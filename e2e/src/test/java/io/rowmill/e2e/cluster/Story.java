package io.rowmill.e2e.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened when, told on the console as it happens and again, as a table, at the end. */
final class Story {
    private final Instant begin = Instant.now();
    private final List<String> lines = new ArrayList<>();

    synchronized void tell(String event) {
        Duration since = Duration.between(begin, Instant.now());
        String line = String.format(
                Locale.ROOT, "| %2d:%02d | %s |", since.toMinutes(), since.toSecondsPart(), event.replace('|', '/'));
        lines.add(line);
        System.out.println(line);
    }

    synchronized String table() {
        return "| m:ss | what |\n|---|---|\n" + String.join("\n", lines);
    }
}
