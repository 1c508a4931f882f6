package io.rowmill.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowmill.core.failure.FailureException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry of the Confluent protocol in this process, for Avro schemas without references. It listens on loopback
 * only and keeps its state in the broker's compacted topic {@code _schemas}, so ids outlive restarts. A connection that
 * sends nothing takes no thread: it costs its peer one of a limited number, and is closed after a while.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {
    /** Of a request's body: about what a record of the broker takes. */
    static final int MAX_BODY_BYTES = 1 << 20;

    static final int MAX_CONNECTIONS_PER_PEER = 512;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSchemaRegistry.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int THREADS = 8;
    private static final int IDLE_SECONDS = 30;
    private static final long BODY_MILLIS = 10_000;
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final int STORE_ERROR_CODE = 50001;

    private final Vertx vertx;
    private final HttpServer server;
    private final SchemaLog log;
    private final RegistryRoutes routes;
    private final Map<String, Integer> connections = new ConcurrentHashMap<>();

    private EmbeddedSchemaRegistry(Vertx vertx, SchemaLog log) {
        this.vertx = vertx;
        this.log = log;
        this.routes = new RegistryRoutes(new SchemaRegistry(log));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setHandle100ContinueAutomatically(true)
                        .setHttp2ClearTextEnabled(false))
                .connectionHandler(this::limit)
                .requestHandler(this::receive);
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
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(THREADS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        SchemaLog log = new SchemaLog(bootstrapServers);
        try {
            EmbeddedSchemaRegistry registry = new EmbeddedSchemaRegistry(vertx, log);
            registry.listen(port);
            return registry;
        } catch (RuntimeException e) {
            log.close();
            stop(vertx);
            throw e;
        }
    }

    private void listen(int port) {
        try {
            // Without a host, whatever the options say, it is every address of this machine.
            server.listen(port, LocalPorts.HOST)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof BindException ? LocalPorts.inUse(port, "the schema registry") : e;
        }
    }

    private void limit(HttpConnection connection) {
        String peer = connection.remoteAddress().hostAddress();
        connection.closeHandler(closed -> connections.computeIfPresent(peer, (p, open) -> open == 1 ? null : open - 1));
        if (connections.merge(peer, 1, Integer::sum) > MAX_CONNECTIONS_PER_PEER) {
            connection.close();
        }
    }

    /** Collects the body, as far as it is wanted and comes in time; answers on a worker, since the log is waited for. */
    private void receive(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(BODY_MILLIS, late -> request.connection().close());
        request.handler(part -> {
            if (body.length() <= MAX_BODY_BYTES) {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            vertx.executeBlocking(() -> answer(request, body.getBytes()), false)
                    .onSuccess(answer -> send(request, answer))
                    .onFailure(e -> send(request, failed(e)));
        });
    }

    private record Answer(int status, byte[] body) {
        static Answer error(int status, int code, String message) throws JsonProcessingException {
            return new Answer(status, JSON.writeValueAsBytes(Map.of("error_code", code, "message", message)));
        }
    }

    private Answer answer(HttpServerRequest request, byte[] body) throws JsonProcessingException {
        try {
            if (body.length > MAX_BODY_BYTES) {
                throw RegistryException.tooLarge("A request has at most " + MAX_BODY_BYTES + " bytes");
            }
            Object answer = routes.answer(RegistryRequest.of(request, body));
            return new Answer(
                    OK,
                    answer instanceof RegistryRoutes.RawJson raw
                            ? raw.text().getBytes(StandardCharsets.UTF_8)
                            : JSON.writeValueAsBytes(answer));
        } catch (RegistryException e) {
            return Answer.error(e.status(), e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The schema registry failed to answer", e);
            return Answer.error(SERVER_ERROR, STORE_ERROR_CODE, "Error in the backend data store: " + e.getMessage());
        }
    }

    private static Answer failed(Throwable e) {
        LOG.error("The schema registry failed to answer", e);
        return new Answer(SERVER_ERROR, new byte[0]);
    }

    private static void send(HttpServerRequest request, Answer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", CONTENT_TYPE)
                .end(Buffer.buffer(answer.body()));
    }

    public String url() {
        return "http://" + LocalPorts.HOST + ":" + server.actualPort();
    }

    @Override
    public void close() {
        stop(vertx);
        log.close();
    }

    private static void stop(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
