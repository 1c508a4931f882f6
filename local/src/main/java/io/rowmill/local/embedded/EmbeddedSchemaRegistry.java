package io.rowmill.local.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry of the Confluent protocol in this process, for Avro schemas without references. It listens on loopback
 * only and keeps its state in the broker's compacted topic {@code _schemas}, so ids outlive restarts.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSchemaRegistry.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int THREADS = 8;
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final int STORE_ERROR_CODE = 50001;

    private final HttpServer server;
    private final ExecutorService workers;
    private final SchemaLog log;

    private EmbeddedSchemaRegistry(HttpServer server, ExecutorService workers, SchemaLog log) {
        this.server = server;
        this.workers = workers;
        this.log = log;
    }

    /**
     * Starts a registry, reads its state and serves.
     *
     * @param bootstrapServers the broker that keeps its state
     * @param port 0: any free one
     * @throws FailureException (Transient, {@code port-in-use}) if something else has the port
     */
    public static EmbeddedSchemaRegistry start(String bootstrapServers, int port) throws IOException {
        QuietLogs.apply();
        HttpServer server = bind(port);
        SchemaLog log = new SchemaLog(bootstrapServers);
        try {
            RegistryRoutes routes = new RegistryRoutes(new SchemaRegistry(log));
            ExecutorService workers = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "schema-registry");
                thread.setDaemon(true);
                return thread;
            });
            server.createContext("/", exchange -> serve(routes, exchange));
            server.setExecutor(workers);
            server.start();
            return new EmbeddedSchemaRegistry(server, workers, log);
        } catch (RuntimeException e) {
            log.close();
            server.stop(0);
            throw e;
        }
    }

    private static HttpServer bind(int port) throws IOException {
        // Without it every small answer waits for the client's delayed acknowledgement. Read once, by the server's
        // class.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return HttpServer.create(new InetSocketAddress(LocalPorts.HOST, port), 0);
        } catch (BindException e) {
            throw LocalPorts.inUse(port, "the schema registry");
        }
    }

    private static void serve(RegistryRoutes routes, HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = OK;
            Object answer;
            try {
                answer = routes.answer(RegistryRequest.of(exchange));
            } catch (RegistryException e) {
                status = e.status();
                answer = error(e.code(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("The schema registry failed to answer", e);
                status = SERVER_ERROR;
                answer = error(STORE_ERROR_CODE, "Error in the backend data store: " + e.getMessage());
            }
            send(exchange, status, answer);
        }
    }

    private static Map<String, Object> error(int code, String message) {
        return Map.of("error_code", code, "message", message);
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] body = answer instanceof RegistryRoutes.RawJson raw
                ? raw.text().getBytes(StandardCharsets.UTF_8)
                : JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    public String url() {
        return "http://" + LocalPorts.HOST + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        log.close();
    }
}
