package io.rowmill.platform.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.rowmill.core.failure.FailureException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Schemas to ids and back, each asked of the registry once. */
final class SchemaIds {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final SchemaRegistryClient client;
    private final SubjectNaming naming;
    private final boolean autoRegister;
    private final Map<Use, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    private record Use(String topic, boolean key, Schema schema) {}

    SchemaIds(SchemaRegistryClient client, SubjectNaming naming, boolean autoRegister) {
        this.client = client;
        this.naming = naming;
        this.autoRegister = autoRegister;
    }

    int id(String topic, boolean key, Schema schema) {
        Use use = new Use(topic, key, schema);
        Integer known = ids.get(use);
        if (known != null) {
            return known;
        }
        int id = askForId(naming.subject(topic, key, schema), schema);
        ids.put(use, id);
        return id;
    }

    Schema schema(String topic, int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Schema schema = askForSchema(topic, id);
        schemas.put(id, schema);
        return schema;
    }

    /** Asks, past what is remembered, for a subject's versions: that there are none is an answer, too. */
    void ask(String topic, Schema schema) {
        String subject = naming.subject(topic, false, schema);
        try {
            client.getAllVersions(subject);
        } catch (RestClientException e) {
            if (e.getStatus() != NOT_FOUND) {
                throw refused(subject, e);
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private int askForId(String subject, Schema schema) {
        AvroSchema neutral = new AvroSchema(withoutJavaProperties(schema));
        try {
            return autoRegister ? register(subject, neutral) : client.getId(subject, neutral);
        } catch (RestClientException e) {
            throw refused(subject, e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Some registries tell whoever comes second in a race with the same schema that it conflicts: it is there, then. */
    private int register(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            return client.register(subject, schema);
        } catch (RestClientException conflict) {
            if (conflict.getStatus() != CONFLICT) {
                throw conflict;
            }
            return idByAnother(subject, schema, conflict);
        }
    }

    private int idByAnother(String subject, AvroSchema schema, RestClientException conflict)
            throws IOException, RestClientException {
        try {
            return client.getId(subject, schema);
        } catch (RestClientException e) {
            throw e.getStatus() == NOT_FOUND ? conflict : e;
        }
    }

    private Schema askForSchema(String topic, int id) {
        try {
            if (client.getSchemaById(id) instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
            throw new UndecodableException("A record of " + topic + " has schema " + id + ", which is not Avro", null);
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                throw new UndecodableException("A record of " + topic + " has the unknown schema id " + id, e);
            }
            // Whatever else the registry says (that it doesn't know us, for one), the record isn't at fault.
            throw unavailable(e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static FailureException refused(String what, RestClientException e) {
        if (isTransient(e)) {
            return unavailable(e);
        }
        if (e.getStatus() == UNAUTHORIZED || e.getStatus() == FORBIDDEN) {
            return FailureException.defect(
                    "registry-refused",
                    "The schema registry refused these credentials for " + what
                            + ": check the settings of its client (basic.auth.user.info, ...).");
        }
        String code = e.getStatus() == CONFLICT ? "incompatible-schema" : "registry-refused";
        return FailureException.defect(code, "The schema registry refused " + what + ": " + e.getMessage());
    }

    private static boolean isTransient(RestClientException e) {
        return e.getStatus() >= SERVER_ERROR || e.getStatus() == TOO_MANY_REQUESTS;
    }

    private static FailureException unavailable(Exception e) {
        return FailureException.unavailable(
                "registry-unavailable", "The schema registry does not answer: " + e.getMessage(), e);
    }

    /** Generated classes mark their strings as java.lang.String, which is no concern of other readers. */
    private static Schema withoutJavaProperties(Schema schema) {
        try {
            JsonNode tree = JSON.readTree(schema.toString());
            tree.findParents("avro.java.string").forEach(node -> ((ObjectNode) node).remove("avro.java.string"));
            return new Schema.Parser().setValidateDefaults(false).parse(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema does not print as JSON", e);
        }
    }
}
