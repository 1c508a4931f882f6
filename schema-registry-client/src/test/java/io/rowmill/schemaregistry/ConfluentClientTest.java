package io.rowmill.schemaregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
