package io.rowmill.local.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Configuration of services that live only as long as one command: somebody waits for the answer. */
final class OneShot {
    private static final Duration RETRY_DEADLINE = Duration.ofSeconds(30);
    private static final List<String> SERVICES = List.of("ingest", "preprocess", "linkage", "trainer", "sampler");

    private OneShot() {}

    static Map<String, String> configuration(Map<String, String> base) {
        Map<String, String> configuration = new HashMap<>(base);
        SERVICES.forEach(s -> configuration.put("rowmill." + s + ".retry-deadline", RETRY_DEADLINE.toSeconds() + "s"));
        return configuration;
    }
}
