package io.rowmill.cli;

import io.rowmill.cli.app.ServiceHost;
import java.nio.file.Path;
import java.util.Map;

/** What commands take from their surroundings. */
record CliContext(Console console, ServiceHost services, Map<String, String> environment) {

    /** {@code ~/.rowmill}. */
    Path home() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".rowmill");
    }
}
