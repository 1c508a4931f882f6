package io.rowmill.e2e.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on this machine that can be cut and mended: while it is cut, connections break and new ones are refused. */
public final class TcpProxy implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket server;

    private TcpProxy(int target, ServerSocket server) {
        this.target = target;
        this.port = server.getLocalPort();
        this.server = server;
    }

    /** @param endpoint {@code http://127.0.0.1:port} */
    public static TcpProxy to(String endpoint) throws IOException {
        TcpProxy proxy = new TcpProxy(URI.create(endpoint).getPort(), listen(0));
        proxy.accept();
        return proxy;
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    public synchronized void cut() throws IOException {
        server.close();
        open.forEach(TcpProxy::closeQuietly);
        open.clear();
    }

    public synchronized void mend() throws IOException {
        server = listen(port);
        accept();
    }

    private void accept() {
        ServerSocket listening = server;
        daemon(() -> {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                daemon(() -> connect(client));
            }
        });
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(upstream);
            daemon(() -> pump(client, upstream));
            pump(upstream, client);
        } finally {
            // The server may be away itself.
            open.remove(client);
            client.close();
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Ends without a word when its socket is closed. */
    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection has ended, on purpose or not: both sides see it.
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
