package io.rowmill.embedded;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ports on the loopback address. */
public final class LocalPorts {
    static final String HOST = "127.0.0.1";

    private LocalPorts() {}

    /**
     * @param port 0: any free one
     * @param service who wants it, for the message
     * @return the port, free a moment ago
     * @throws FailureException (Transient, {@code port-in-use}) if something else has it
     */
    static int claim(int port, String service) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket.getLocalPort();
        } catch (java.net.BindException e) {
            throw inUse(port, service);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param wanted port by service; 0: any free one
     * @throws FailureException (Transient, {@code port-in-use}) with a sentence for each that something else has
     */
    public static void requireFree(Map<String, Integer> wanted) {
        List<String> inUse = new ArrayList<>();
        wanted.forEach((service, port) -> {
            try {
                claim(port, service);
            } catch (FailureException e) {
                inUse.addAll(e.failure().messages());
            }
        });
        if (!inUse.isEmpty()) {
            throw new FailureException(new Failure.Transient("port-in-use", inUse));
        }
    }

    static FailureException inUse(int port, String service) {
        return FailureException.unavailable(
                "port-in-use",
                "Port " + port + " is in use by another program, and " + service
                        + " needs it: stop that program, or move all ports by --port-offset.",
                null);
    }
}
