package io.rowmill.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One call, taken apart.
 *
 * @param path decoded segments
 * @param body null where there is none
 */
record RegistryRequest(String method, List<String> path, Map<String, String> query, @Nullable JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static RegistryRequest of(HttpServerRequest request, byte[] body) {
        List<String> path = Stream.of(request.path().split("/"))
                .filter(s -> !s.isEmpty())
                // In a path a plus is a plus.
                .map(s -> decode(s.replace("+", "%2B")))
                .toList();
        return new RegistryRequest(
                request.method().name(), path, query(request.query()), body.length == 0 ? null : json(body));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RegistryException.badRequest("The address is not well-formed");
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw RegistryException.badRequest("The body is not JSON");
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(query.get(name));
    }

    /** The body's text of that name. */
    String text(String name) {
        JsonNode value = body == null ? null : body.get(name);
        if (value == null || !value.isTextual()) {
            throw RegistryException.badRequest("The body has no text '" + name + "'");
        }
        return value.asText();
    }

    /** The body's schema, which must be Avro and stand alone. */
    Schema schema() {
        String type = body == null ? "AVRO" : body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryException.invalidSchema("this registry keeps AVRO schemas only, not " + type);
        }
        if (body != null && !body.path("references").isEmpty()) {
            throw RegistryException.invalidSchema("this registry does not support references between schemas");
        }
        return SchemaRegistry.parse(text("schema"));
    }

    int id() {
        try {
            return Integer.parseInt(path.get(2));
        } catch (NumberFormatException e) {
            throw RegistryException.unknownPath();
        }
    }
}
