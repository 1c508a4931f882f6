package io.rowmill.platform.avro;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.settings.ClientSettings;
import io.rowmill.platform.settings.PlatformSettings;
import io.rowmill.platform.topic.Topics;
import io.rowmill.schemas.FitRequested;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro records as bytes in the Confluent wire format: a zero byte, the schema's id as four bytes (big-endian), the Avro
 * binary encoding. Records of a generated class are read into that class, with its schema as reader schema, all others into
 * {@link org.apache.avro.generic.GenericRecord} with strings as {@link String} and logical types as {@code java.time} and
 * {@code BigDecimal}. Safe for use by several threads.
 */
public final class AvroCodec implements AutoCloseable {
    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;
    private static final int CACHED_SCHEMAS = 1000;
    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(256);

    private final SchemaRegistryClient client;
    private final SchemaIds ids;
    private final Map<Integer, DatumReader<Object>> readers = new ConcurrentHashMap<>();

    /** A codec that registers what it writes, under the pipeline's subjects. */
    public AvroCodec(SchemaRegistryClient client) {
        this(client, SubjectNaming.PIPELINE, true);
    }

    /** @param autoRegister false: a schema that isn't registered yet is a Defect */
    public AvroCodec(SchemaRegistryClient client, SubjectNaming naming, boolean autoRegister) {
        this.client = client;
        this.ids = new SchemaIds(client, naming, autoRegister);
    }

    /**
     * @param registryUrl one or more URLs, separated by commas
     * @param clientSettings Confluent's client settings ({@code basic.auth.user.info}, {@code schema.registry.ssl...})
     */
    public static AvroCodec connect(String registryUrl, Map<String, ?> clientSettings) {
        return new AvroCodec(new CachedSchemaRegistryClient(registryUrl, CACHED_SCHEMAS, clientSettings));
    }

    /** As {@link #connect}. */
    public static AvroCodec of(PlatformSettings.Registry settings) {
        return connect(settings.url(), ClientSettings.of(settings.client(), settings.clientFile()));
    }

    /** @throws FailureException Transient if the registry is away, Defect if it refuses the schema */
    public byte[] encodeValue(String topic, IndexedRecord value) {
        return encode(topic, false, value);
    }

    /** @throws FailureException Transient if the registry is away, Defect if it refuses the schema */
    public byte[] encodeKey(String topic, IndexedRecord key) {
        return encode(topic, true, key);
    }

    /**
     * Registers the schema of a topic's values before there is a value.
     *
     * @throws FailureException Transient if the registry is away, Defect if it refuses the schema
     */
    public void registerValue(String topic, Schema schema) {
        ids.id(topic, false, schema);
    }

    /**
     * Asks whether the registry can be used, whatever it holds.
     *
     * @throws FailureException Transient if the registry is away, Defect if it refuses to answer
     */
    public void ask() {
        ids.ask(Topics.FIT_REQUESTS.name(), SpecificData.get().getSchema(FitRequested.class));
    }

    /**
     * What stands before the Avro encoding of a value: for callers that write the encoding themselves.
     *
     * @throws FailureException Transient if the registry is away, Defect if it refuses the schema
     */
    public byte[] valueHead(String topic, Schema schema) {
        return head(topic, false, schema);
    }

    /** As {@link #valueHead}, of a key. */
    public byte[] keyHead(String topic, Schema schema) {
        return head(topic, true, schema);
    }

    private byte[] head(String topic, boolean key, Schema schema) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .putInt(ids.id(topic, key, schema))
                .array();
    }

    byte[] encode(String topic, boolean key, IndexedRecord datum) {
        Schema schema = datum.getSchema();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(topic, key, schema));
        BinaryEncoder encoder = ENCODERS.binaryEncoder(out, null);
        try {
            writer(datum, schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static GenericDatumWriter<Object> writer(IndexedRecord datum, Schema schema) {
        return datum instanceof SpecificRecord
                ? new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema))
                : new GenericDatumWriter<>(schema, GenericRecords.DATA);
    }

    /**
     * @param topic for messages
     * @return a record of the generated class that has the schema's full name, else a GenericRecord
     * @throws UndecodableException if the bytes aren't in the wire format, don't fit their schema, or name an unknown one
     * @throws FailureException Transient if the registry is away
     */
    public Object decode(String topic, byte[] bytes) {
        if (bytes == null || bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
            throw new UndecodableException("A record of " + topic + " is not in the Confluent wire format", null);
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        Schema writer = ids.schema(topic, id);
        try {
            return readers.computeIfAbsent(id, i -> reader(writer))
                    .read(
                            null,
                            DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | ClassCastException e) {
            // The cause's message may hold a cell's value, so only its kind is told.
            throw new UndecodableException(
                    "A record of " + topic + " does not fit its schema " + id + " (" + writer.getFullName() + "): "
                            + e.getClass().getSimpleName(),
                    null);
        }
    }

    private static DatumReader<Object> reader(Schema writer) {
        Class<?> generated =
                writer.getType() == Schema.Type.RECORD ? SpecificData.get().getClass(writer) : null;
        if (generated == null || !SpecificRecord.class.isAssignableFrom(generated)) {
            return GenericRecords.reader(writer);
        }
        Schema reader = SpecificData.get().getSchema(generated);
        return new org.apache.avro.specific.SpecificDatumReader<>(writer, reader, SpecificData.getForSchema(reader));
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
