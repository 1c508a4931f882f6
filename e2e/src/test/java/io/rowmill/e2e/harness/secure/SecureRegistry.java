package io.rowmill.e2e.harness.secure;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.rowmill.embedded.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A schema registry behind a reverse proxy that speaks TLS and asks for user and password, as registries are commonly run. */
public final class SecureRegistry implements AutoCloseable {
    private final EmbeddedSchemaRegistry registry;
    private final HttpsServer front;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newHttpClient();

    private SecureRegistry(EmbeddedSchemaRegistry registry, HttpsServer front) {
        this.registry = registry;
        this.front = front;
    }

    /** @param bootstrapServers of the broker that keeps its state */
    public static SecureRegistry start(String bootstrapServers, Certificates certificates, String user, String password)
            throws Exception {
        HttpsServer front = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        front.setHttpsConfigurator(new HttpsConfigurator(tls(certificates)));
        SecureRegistry secure = new SecureRegistry(EmbeddedSchemaRegistry.start(bootstrapServers, 0), front);
        front.setExecutor(secure.workers);
        front.createContext("/", secure::forward).setAuthenticator(new BasicAuthenticator("registry") {
            @Override
            public boolean checkCredentials(String givenUser, String givenPassword) {
                return user.equals(givenUser) && password.equals(givenPassword);
            }
        });
        front.start();
        return secure;
    }

    private static SSLContext tls(Certificates certificates) throws Exception {
        char[] password = Certificates.PASSWORD.toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificates.keyStore())) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            response.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String url() {
        return "https://127.0.0.1:" + front.getAddress().getPort();
    }

    @Override
    public void close() {
        front.stop(0);
        workers.shutdownNow();
        registry.close();
    }
}
