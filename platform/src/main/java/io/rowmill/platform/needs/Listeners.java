package io.rowmill.platform.needs;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/** Tells in a moment that nobody listens, where clients would try for a minute. */
public final class Listeners {
    private static final int TIMEOUT_MS = 3_000;

    private Listeners() {}

    /** Host and port. */
    record Address(String host, int port) {
        /** @throws FailureException (Rejected) if it isn't {@code host:port} */
        static Address of(String text) {
            String host = Utils.getHost(text);
            Integer port = Utils.getPort(text);
            if (host == null || port == null) {
                throw FailureException.rejected("invalid-address", "'" + text + "' is not a broker's host:port.");
            }
            return new Address(host, port);
        }
    }

    /**
     * @param servers {@code host:port,...}
     * @return why no connection is accepted at any of them, as a part of a sentence, or empty: one is
     * @throws FailureException (Rejected) if one isn't {@code host:port}
     */
    public static Optional<String> trouble(String servers) {
        return trouble(Arrays.stream(servers.split(","))
                .map(String::trim)
                .map(Address::of)
                .toList());
    }

    /** @return why no connection is accepted at any of them, or empty: one is */
    static Optional<String> trouble(Collection<Address> addresses) {
        String why = "whose host is unknown";
        for (Address address : addresses) {
            InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
            if (accepts(resolved)) {
                return Optional.empty();
            }
            if (!resolved.isUnresolved()) {
                why = "where nothing listens";
            }
        }
        return Optional.of(why);
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
