package io.rowmill.platform.avro;

import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link AvroCodec} as a Kafka deserializer. Made by name it is configured as Confluent's is, by
 * {@code schema.registry.url}.
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {
    /** Null before {@link #configure}. */
    private CodecSettings.@Nullable Held held;

    /** For Kafka, which calls {@link #configure}. */
    public AvroDeserializer() {}

    /** @param codec stays open when this closes */
    public AvroDeserializer(AvroCodec codec) {
        this.held = CodecSettings.shared(codec);
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        if (held == null) {
            held = CodecSettings.open(settings);
        }
    }

    /** @throws UndecodableException if the bytes aren't a record of a known schema */
    @Override
    @SuppressWarnings("unchecked")
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : (T) Objects.requireNonNull(held).codec().decode(topic, bytes);
    }

    @Override
    public void close() {
        CodecSettings.close(held);
    }
}
