package io.rowmill.client;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.needs.Listeners;

/** Tells in a moment that nobody listens, where Kafka's clients would try for a minute. */
final class Reachability {
    private Reachability() {}

    /** @throws FailureException (Transient) if none of the servers accepts a connection */
    static void requireBroker(String bootstrapServers) {
        Listeners.trouble(bootstrapServers).ifPresent(why -> {
            throw FailureException.unavailable(
                    "kafka-unavailable",
                    "No Kafka broker answers at " + bootstrapServers
                            + ". Start one with 'rowmill up', or name another with"
                            + " --port-offset or --bootstrap-servers.",
                    null);
        });
    }
}
