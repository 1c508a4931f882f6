package io.rowmill.schemaregistry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ConfluentClientTest {
    @Test
    void theClientWorksWithTheAvroOfThisBuild() throws Exception {
        // Given
        AvroSchema schema =
                new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();

        // When
        int id = client.register("subject", schema);

        // Then
        assertThat(client.getSchemaById(id).canonicalString()).isEqualTo(schema.canonicalString());
        assertThat(schema.rawSchema()).isInstanceOf(org.apache.avro.Schema.class);
    }

    @Test
    void theClientSaysWhoItIs() throws Exception {
        // Given
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer registry = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        registry.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] none = "[]".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, none.length);
            exchange.getResponseBody().write(none);
            exchange.close();
        });
        registry.start();
        String url = "http://127.0.0.1:" + registry.getAddress().getPort();
        Map<String, String> basic =
                Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:password");
        Map<String, String> bearer =
                Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "token");

        // When
        try {
            for (Map<String, String> settings : List.of(basic, bearer)) {
                try (CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(url, 1, settings)) {
                    client.getAllSubjects();
                }
            }
        } finally {
            registry.stop(0);
        }

        // Then
        assertThat(seen).containsExactly("Basic dXNlcjpwYXNzd29yZA==", "Bearer token");
    }

    @Test
    void noReferenceToTheRelocatedNamesIsLeft() throws IOException {
        // Given
        String file = CachedSchemaRegistryClient.class.getSimpleName() + ".class";

        // When
        String constants;
        try (InputStream in = CachedSchemaRegistryClient.class.getResourceAsStream(file)) {
            constants = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        // Then
        assertThat(constants).contains("io/confluent").doesNotContain("flink");
    }
}
