package io.rowmill.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.entities.SubjectVersion;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The genuine client says whether this is a registry. */
class EmbeddedSchemaRegistryTest extends RegistryHarness {
    private static final AvroSchema V1 = record("{\"name\":\"a\",\"type\":\"int\"}");
    private static final AvroSchema V2_WITH_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
    private static final AvroSchema V2_WITHOUT_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");

    private final SchemaRegistryClient client = client();
    private String subject;

    private static AvroSchema record(String fields) {
        return new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }

    @BeforeEach
    void ownSubject(TestInfo test) {
        subject = test.getTestMethod().orElseThrow().getName() + "/with space+plus-value";
    }

    private static SchemaRegistryClient client() {
        return new CachedSchemaRegistryClient(registry.url(), 100);
    }

    private static void assertFails(int status, int code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RestClientException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo(code);
            assertThat(e.getStatus()).isEqualTo(status);
        });
    }

    @Test
    void aRegisteredSchemaIsFoundInEveryWay() throws Exception {
        // When
        int id = client.register(subject, V1);

        // Then
        SchemaRegistryClient other = client();
        assertThat(other.getSchemaById(id)).isEqualTo(V1);
        assertThat(other.getId(subject, V1)).isEqualTo(id);
        assertThat(other.getVersion(subject, V1)).isEqualTo(1);
        assertThat(other.getAllVersions(subject)).containsExactly(1);
        assertThat(other.getLatestSchemaMetadata(subject).getSchema()).isEqualTo(V1.canonicalString());
        assertThat(other.getSchemaMetadata(subject, 1).getId()).isEqualTo(id);
        assertThat(other.getAllSubjects()).contains(subject);
        assertThat(other.getAllSubjectsById(id)).contains(subject);
        assertThat(other.getAllVersionsById(id)).contains(new SubjectVersion(subject, 1));
        assertThat(other.getAllSubjectsByPrefix(subject.substring(0, 20))).containsExactly(subject);
        assertThat(other.getSchemas(subject, false, true))
                .extracting(ParsedSchema::canonicalString)
                .containsExactly(V1.canonicalString());
        RestService rest = new RestService(registry.url());
        assertThat(rest.getSchemaTypes()).containsExactly("AVRO");
        assertThat(rest.getLatestVersionSchemaOnly(subject)).isEqualTo(V1.canonicalString());
        assertThat(rest.getOnlySchemaById(id)).isEqualTo(V1.canonicalString());
    }

    @Test
    void oneSchemaHasOneIdWhateverTheSubject() throws Exception {
        // When
        int id = client.register(subject, V1);
        int again = client().register(subject, V1);
        int elsewhere = client().register(subject + "2", V1);

        // Then
        assertThat(List.of(again, elsewhere)).containsOnly(id);
        assertThat(client.getAllVersions(subject)).containsExactly(1);
    }

    @Test
    void anIncompatibleSchemaIsRefusedAndToldWhy() throws Exception {
        // Given
        client.register(subject, V1);

        // When, Then
        assertFails(409, 409, () -> client.register(subject, V2_WITHOUT_DEFAULT));
        assertThat(client.testCompatibility(subject, V2_WITHOUT_DEFAULT)).isFalse();
        assertThat(client.testCompatibilityVerbose(subject, V2_WITHOUT_DEFAULT))
                .anyMatch(m -> m.contains("READER_FIELD_MISSING_DEFAULT_VALUE"));
        assertThat(client.testCompatibility(subject, V2_WITH_DEFAULT)).isTrue();
        assertThat(client.testCompatibility(subject + "new", V1)).isTrue();
    }

    @Test
    void everyLevelChecksItsDirectionAndItsVersions() throws Exception {
        // Given
        AvroSchema v3 = record(
                "{\"name\":\"b\",\"type\":\"int\",\"default\":0},{\"name\":\"c\",\"type\":\"int\",\"default\":0}");
        client.register(subject, V1);
        client.register(subject, V2_WITH_DEFAULT);

        // When, Then
        Map<String, Boolean> expected = Map.of(
                "NONE", true,
                "BACKWARD", true,
                "BACKWARD_TRANSITIVE", true,
                "FORWARD", false,
                "FORWARD_TRANSITIVE", false,
                "FULL", false,
                "FULL_TRANSITIVE", false);
        for (Map.Entry<String, Boolean> level : expected.entrySet()) {
            client.updateCompatibility(subject, level.getKey());
            assertThat(client.testCompatibility(subject, v3)).as(level.getKey()).isEqualTo(level.getValue());
        }
    }

    @Test
    void aTransitiveLevelLooksBehindTheLatestVersion() throws Exception {
        // Given
        AvroSchema withText =
                record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"string\",\"default\":\"\"}");
        client.register(subject, V2_WITH_DEFAULT);
        client.register(subject, V1);

        // When, Then
        client.updateCompatibility(subject, "BACKWARD");
        RestService rest = new RestService(registry.url());
        assertThat(rest.testCompatibility(withText.canonicalString(), subject, true))
                .isEmpty();
        client.updateCompatibility(subject, "BACKWARD_TRANSITIVE");
        assertThat(rest.testCompatibility(withText.canonicalString(), subject, true))
                .isNotEmpty();
        assertFails(409, 409, () -> client.register(subject, withText));
    }

    @Test
    void levelsAreKeptPerSubjectAndGlobally() throws Exception {
        // Given
        assertThat(client.getCompatibility(null)).isEqualTo("BACKWARD");
        assertFails(404, 40408, () -> new RestService(registry.url()).getConfig(subject));

        // When
        client.updateCompatibility(subject, "FULL");

        // Then
        assertThat(client.getCompatibility(subject)).isEqualTo("FULL");
        assertThat(client.getCompatibility(null)).isEqualTo("BACKWARD");
        client.deleteCompatibility(subject);
        assertFails(404, 40408, () -> new RestService(registry.url()).getConfig(subject));
        assertFails(422, 42203, () -> client.updateCompatibility(subject, "SIDEWAYS"));
    }

    @Test
    void aReadOnlySubjectTakesNoSchema() throws Exception {
        // Given
        assertThat(client.getMode()).isEqualTo("READWRITE");
        client.setMode("READONLY", subject);

        // When, Then
        assertFails(422, 42205, () -> client.register(subject, V1));
        assertThat(client.getMode(subject)).isEqualTo("READONLY");
        assertFails(422, 42204, () -> client.setMode("SIDEWAYS", subject));
        client.deleteMode(subject);
        client.register(subject, V1);
    }

    @Test
    void whatIsNotThereHasTheProtocolsCodes() throws Exception {
        // Given
        client.register(subject, V1);

        // When, Then
        assertFails(404, 40401, () -> client.getLatestSchemaMetadata(subject + "x"));
        assertFails(404, 40401, () -> client.getAllVersions(subject + "x"));
        assertFails(404, 40402, () -> client.getSchemaMetadata(subject, 7));
        assertFails(404, 40403, () -> client.getSchemaById(99_999));
        assertFails(404, 40403, () -> client.getId(subject, V2_WITH_DEFAULT));
        assertFails(404, 40401, () -> client.getId(subject + "x", V1));
        assertFails(404, 40401, () -> client.deleteSubject(subject + "x"));
        RestService rest = new RestService(registry.url());
        assertFails(422, 42202, () -> rest.getVersion(subject, 0));
        assertFails(422, 42201, () -> rest.registerSchema("{\"type\":\"nonsense\"}", subject));
        assertFails(
                422,
                42201,
                () -> rest.registerSchema("\"int\"", "AVRO", List.of(new SchemaReference("n", "s", 1)), subject));
        assertFails(422, 42201, () -> rest.registerSchema("syntax = \"proto3\";", "PROTOBUF", List.of(), subject));
    }

    @Test
    void aDeletedVersionIsHiddenFirstAndGoneOnlyWhenAskedTwice() throws Exception {
        // Given
        int id = client.register(subject, V1);
        client.register(subject, V2_WITH_DEFAULT);

        // When, Then
        assertFails(404, 40407, () -> client.deleteSchemaVersion(subject, "1", true));
        assertThat(client.deleteSchemaVersion(subject, "1")).isEqualTo(1);
        assertFails(404, 40406, () -> client.deleteSchemaVersion(subject, "1"));
        assertThat(client.getAllVersions(subject)).containsExactly(2);
        assertThat(client.getAllVersions(subject, true)).containsExactly(1, 2);
        assertThat(client().getSchemaById(id)).as("its records stay readable").isEqualTo(V1);
        assertThat(client.deleteSchemaVersion(subject, "1", true)).isEqualTo(1);
        assertThat(client.getAllVersions(subject, true)).containsExactly(2);
    }

    @Test
    void aDeletedSubjectKeepsItsIdForWhoeverRegistersItAgain() throws Exception {
        // Given
        int id = client.register(subject, V1);

        // When, Then
        assertFails(404, 40405, () -> client.deleteSubject(subject, true));
        assertThat(client.deleteSubject(subject)).containsExactly(1);
        assertFails(404, 40404, () -> client.deleteSubject(subject));
        assertThat(client.getAllSubjects()).doesNotContain(subject);
        assertThat(client.getAllSubjects(true)).contains(subject);
        assertThat(client().register(subject, V1)).isEqualTo(id);
        assertThat(client.getAllVersions(subject)).containsExactly(2);
        assertThat(client.deleteSubject(subject)).containsExactly(2);
        assertThat(client.deleteSubject(subject, true)).containsExactly(1, 2);
        assertThat(client.getAllSubjects(true)).doesNotContain(subject);
    }

    @Test
    void anythingElseIsAnsweredInTheProtocolsWay() throws Exception {
        // Given
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest unknown =
                HttpRequest.newBuilder(URI.create(registry.url() + "/nothing")).build();
        HttpRequest broken = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/s/versions"))
                .POST(HttpRequest.BodyPublishers.ofString("{"))
                .build();

        // When
        HttpResponse<String> notFound = http.send(unknown, HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> badRequest = http.send(broken, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(notFound.statusCode()).isEqualTo(404);
        assertThat(notFound.body()).contains("\"error_code\":404");
        assertThat(notFound.headers().firstValue("content-type")).contains("application/vnd.schemaregistry.v1+json");
        assertThat(badRequest.statusCode()).isEqualTo(400);
    }

    @Test
    void aNewRegistryOnTheSameBrokerKnowsEverything() throws Exception {
        // Given
        int id = client.register(subject, V1);
        client.updateCompatibility(subject, "FULL_TRANSITIVE");
        client.register(subject + "gone", V2_WITH_DEFAULT);
        client.deleteSubject(subject + "gone");

        // When
        try (EmbeddedSchemaRegistry second = EmbeddedSchemaRegistry.start(kafka.bootstrapServers(), 0)) {
            SchemaRegistryClient other = new CachedSchemaRegistryClient(second.url(), 100);

            // Then
            assertThat(other.getId(subject, V1)).isEqualTo(id);
            assertThat(other.getCompatibility(subject)).isEqualTo("FULL_TRANSITIVE");
            assertThat(other.getAllSubjects()).contains(subject).doesNotContain(subject + "gone");
            assertThat(other.getAllSubjects(true)).contains(subject + "gone");
        }
    }
}
