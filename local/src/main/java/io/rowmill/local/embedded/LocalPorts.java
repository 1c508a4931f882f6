package io.rowmill.local.embedded;

import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on the loopback address. */
final class LocalPorts {
    static final String HOST = "127.0.0.1";

    private LocalPorts() {}

    /**
     * @param port 0: any free one
     * @param service who wants it, for the message
     * @return the port, free a moment ago
     * @throws FailureException (Rejected, {@code port-in-use}) if something else has it
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

    static FailureException inUse(int port, String service) {
        return FailureException.rejected(
                "port-in-use", "Port " + port + " is in use by another program; " + service + " needs it.");
    }
}
