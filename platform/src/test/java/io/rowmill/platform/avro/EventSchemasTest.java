package io.rowmill.platform.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunTrained;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventSchemasTest {
    @Test
    void aClientFindsEveryEventsSchemaByItsSubjectBeforeTheFirstEvent() throws Exception {
        // Given
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

        // When
        new EventSchemas(new AvroCodec(registry)).register(Topics.all());

        // Then
        long events = Topics.all().stream().mapToLong(t -> t.events().size()).sum();
        assertThat(registry.getAllSubjects()).hasSize((int) events).contains("rowmill.sample-requests.v1-value");
        String fit = registry.getLatestSchemaMetadata("rowmill.fit-requests.v1-value")
                .getSchema();
        assertThat(new Schema.Parser().parse(fit).getFullName()).isEqualTo(FitRequested.class.getName());
        assertThat(fit).doesNotContain("avro.java.string");
    }

    @Test
    void eventsThatShareATopicHaveASubjectEach() throws Exception {
        // Given
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

        // When
        new EventSchemas(new AvroCodec(registry)).register(List.of(Topics.RUN_BARRIERS));

        // Then
        assertThat(registry.getAllSubjects())
                .containsExactlyInAnyOrder(
                        "rowmill.run-barriers.v1-" + RunPrepared.class.getName(),
                        "rowmill.run-barriers.v1-" + RunTrained.class.getName());
    }

    @Test
    void aRefusedSchemaIsNamed() {
        // Given
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient() {
            @Override
            public int register(String subject, ParsedSchema schema) throws RestClientException {
                throw new RestClientException("incompatible", 409, 409);
            }
        };
        EventSchemas schemas = new EventSchemas(new AvroCodec(registry));

        // Then
        assertThatThrownBy(() -> schemas.register(List.of(Topics.FIT_REQUESTS)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("rowmill.fit-requests.v1-value");
    }

    @Test
    void aSchemaThatAnotherProcessHasJustRegisteredIsTaken() throws Exception {
        // Given: as Apicurio answers whoever comes second
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient() {
            @Override
            public int register(String subject, ParsedSchema schema) throws IOException, RestClientException {
                super.register(subject, schema);
                throw new RestClientException("An artifact with ID '" + subject + "' already exists.", 409, 409);
            }
        };

        // When
        new EventSchemas(new AvroCodec(registry)).register(List.of(Topics.FIT_REQUESTS));

        // Then
        assertThat(registry.getAllSubjects()).containsExactly("rowmill.fit-requests.v1-value");
    }
}
