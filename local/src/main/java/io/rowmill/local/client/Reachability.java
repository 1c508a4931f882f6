package io.rowmill.local.client;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/** Tells in a moment that nobody listens, where Kafka's clients would try for a minute. */
final class Reachability {
    private static final int TIMEOUT_MS = 3_000;

    private Reachability() {}

    /** @throws FailureException (Transient) if none of the servers accepts a connection */
    static void requireBroker(String bootstrapServers) {
        if (Arrays.stream(bootstrapServers.split(",")).map(String::trim).noneMatch(Reachability::answers)) {
            throw FailureException.unavailable(
                    "kafka-unavailable",
                    "No Kafka broker answers at " + bootstrapServers
                            + ". Start one with 'rowmill up', or name another with"
                            + " --port-offset or --bootstrap-servers.",
                    null);
        }
    }

    private static boolean answers(String server) {
        String host = Utils.getHost(server);
        Integer port = Utils.getPort(server);
        if (host == null || port == null) {
            throw FailureException.rejected("invalid-address", "'" + server + "' is not a broker's host:port.");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
