package io.rowmill.platform.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.RunPrepared;
import io.rowmill.schemas.RunTrained;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class AvroCodecTest {
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final AvroCodec codec = new AvroCodec(registry);
    private final RunPrepared event =
            RunPrepared.newBuilder().setRunId("r1").setTables(List.of("a", "b")).build();

    @Test
    void anEventComesBackAsItsClass() {
        // Given
        byte[] bytes = codec.encodeValue("topic", event);

        // When
        Object decoded = codec.decode("topic", bytes);

        // Then
        assertThat(decoded).isEqualTo(event);
    }

    @Test
    void theBytesAreInTheConfluentWireFormat() throws Exception {
        // Given
        byte[] bytes = codec.encodeValue("topic", event);

        // When
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();

        // Then
        assertThat(bytes[0]).isZero();
        assertThat(id).isEqualTo(registry.getLatestSchemaMetadata("topic-value").getId());
        assertThat(bytes[5]).as("zigzag length of the run id").isEqualTo((byte) 4);
    }

    @Test
    void theRegisteredSchemaTellsNothingOfJava() throws Exception {
        // When
        codec.encodeValue("topic", event);

        // Then
        assertThat(registry.getLatestSchemaMetadata("topic-value").getSchema())
                .contains("RunPrepared")
                .doesNotContain("java");
    }

    @Test
    void severalTypesOfEventShareATopicOfBarriers() throws Exception {
        // Given
        String topic = Topics.RUN_BARRIERS.name();

        // When
        codec.encodeValue(topic, event);
        byte[] trained = codec.encodeValue(topic, new RunTrained("r1", List.of()));

        // Then
        assertThat(registry.getAllSubjects())
                .containsExactlyInAnyOrder(
                        topic + "-io.rowmill.schemas.RunPrepared", topic + "-io.rowmill.schemas.RunTrained");
        assertThat(codec.decode(topic, trained)).isInstanceOf(RunTrained.class);
    }

    @Test
    void aGenericRowKeepsDatesDecimalsAndStrings() {
        // Given
        Schema decimal = LogicalTypes.decimal(10, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        Schema date = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
        Schema schema = SchemaBuilder.record("some.Row")
                .fields()
                .name("amount")
                .type(decimal)
                .noDefault()
                .name("day")
                .type(date)
                .noDefault()
                .optionalString("text")
                .endRecord();
        GenericRecord row = new GenericData.Record(schema);
        row.put("amount", new BigDecimal("12.34"));
        row.put("day", LocalDate.of(2020, 2, 29));
        row.put("text", "x");

        // When
        GenericRecord decoded = (GenericRecord) codec.decode("rows", codec.encodeValue("rows", row));

        // Then
        assertThat(decoded.get("amount")).isEqualTo(new BigDecimal("12.34"));
        assertThat(decoded.get("day")).isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(decoded.get("text")).isEqualTo("x");
    }

    @Test
    void anOlderWritersRecordIsReadWithDefaultsAndWithoutUnknownFields() throws Exception {
        // Given
        Schema other = SchemaBuilder.record("io.rowmill.schemas.RunPrepared")
                .fields()
                .requiredString("added")
                .requiredString("runId")
                .name("tables")
                .type()
                .array()
                .items()
                .stringType()
                .noDefault()
                .endRecord();
        GenericRecord record = new GenericData.Record(other);
        record.put("added", "later");
        record.put("runId", "r1");
        record.put("tables", List.of("a", "b"));

        // When
        Object decoded = codec.decode("topic", codec.encodeValue("topic", record));

        // Then
        assertThat(decoded).isEqualTo(event);
    }

    @Test
    void bytesThatAreNoRecordAreUndecodable() {
        // Given
        byte[] good = codec.encodeValue("topic", event);
        byte[] cut = Arrays.copyOf(good, good.length - 3);

        // When, Then
        for (byte[] bytes : List.of(new byte[0], "{\"a\":1}".getBytes(StandardCharsets.UTF_8), cut)) {
            assertThatThrownBy(() -> codec.decode("topic", bytes))
                    .isInstanceOfSatisfying(
                            UndecodableException.class,
                            e -> assertThat(e.failure().code()).isEqualTo("undecodable"))
                    .hasMessageContaining("topic");
        }
    }

    @Test
    void anUnreachableRegistryIsTransient() {
        // Given
        AvroCodec unreachable = AvroCodec.connect("http://127.0.0.1:1", Map.of());

        // When, Then
        assertThatThrownBy(() -> unreachable.encodeValue("topic", event))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Transient.class));
        assertThatThrownBy(() -> unreachable.decode("topic", new byte[] {0, 0, 0, 0, 9, 1}))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Transient.class));
    }

    @Test
    void withoutAutoRegistrationOnlyRegisteredSchemasAreWritten() throws Exception {
        // Given
        SchemaRegistryClient known = new MockSchemaRegistryClient();
        AvroCodec strict = new AvroCodec(known, SubjectNaming.BY_TOPIC, false);
        assertThatThrownBy(() -> strict.encodeValue("topic", event)).isInstanceOf(FailureException.class);

        // When
        known.register("topic-value", new AvroSchema(neutral()));

        // Then
        assertThat(strict.decode("topic", strict.encodeValue("topic", event))).isEqualTo(event);
    }

    private Schema neutral() throws Exception {
        codec.encodeValue("other", event);
        return new Schema.Parser()
                .parse(registry.getLatestSchemaMetadata("other-value").getSchema());
    }

    @Test
    void streamsSerdesPassTombstonesThrough() {
        // Given
        Serde<SpecificRecord> serde =
                Serdes.serdeFrom(new AvroSerializer<>(codec, false), new AvroDeserializer<>(codec));

        // When
        byte[] bytes = serde.serializer().serialize("topic", event);

        // Then
        assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(event);
        assertThat(serde.serializer().serialize("topic", null)).isNull();
        assertThat(serde.deserializer().deserialize("topic", null)).isNull();
    }
}
