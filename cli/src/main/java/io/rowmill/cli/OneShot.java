package io.rowmill.cli;

import io.rowmill.client.SourceRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Configuration of services that live only as long as one command: somebody waits for the answer. */
final class OneShot {
    private static final Duration RETRY_DEADLINE = Duration.ofSeconds(30);
    private static final List<String> SERVICES = List.of("ingest", "preprocess", "linkage", "trainer", "sampler");

    private OneShot() {}

    /** @param source what the services may read: whoever named it runs them, and could read it anyway */
    static Map<String, String> configuration(Map<String, String> base, SourceRef source) {
        Map<String, String> configuration = new HashMap<>(base);
        if (source instanceof SourceRef.Database database) {
            configuration.put("rowmill.ingest.jdbc-allow", oneOfAList(database.url()));
        }
        SERVICES.forEach(s -> configuration.put("rowmill." + s + ".retry-deadline", RETRY_DEADLINE.toSeconds() + "s"));
        return configuration;
    }

    /** Commas separate the entries of a list. */
    private static String oneOfAList(String text) {
        return text.replace("\\", "\\\\").replace(",", "\\,");
    }
}
