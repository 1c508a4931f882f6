package io.rowmill.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * rowmill's embedded registry, which listens on loopback alone, for other containers: the stand-in of {@code deploy/try.sh} where
 * Karapace can't be pulled.
 */
public final class OpenRegistry {
    private OpenRegistry() {}

    /** @param args bootstrap servers of the broker */
    public static void main(String[] args) throws IOException {
        EmbeddedSchemaRegistry.start(args[0], 8091);
        try (ServerSocket server = new ServerSocket(8081)) {
            while (true) {
                Socket client = server.accept();
                Socket registry = new Socket("127.0.0.1", 8091);
                pump(client, registry);
                pump(registry, client);
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        new Thread(() -> {
                    try (from;
                            to;
                            InputStream in = from.getInputStream()) {
                        in.transferTo(to.getOutputStream());
                    } catch (IOException e) {
                        // Either side has hung up; both are closed.
                    }
                })
                .start();
    }
}
