package io.rowmill.platform.avro;

import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link AvroCodec} as a Kafka serializer. Made by name it is configured as Confluent's is, by {@code schema.registry.url}
 * and {@code auto.register.schemas} (default true).
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {
    /** Null before {@link #configure}. */
    private CodecSettings.@Nullable Held held;

    private boolean key;

    /** For Kafka, which calls {@link #configure}. */
    public AvroSerializer() {}

    /** @param codec stays open when this closes */
    public AvroSerializer(AvroCodec codec, boolean key) {
        this.held = CodecSettings.shared(codec);
        this.key = key;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        if (held == null) {
            held = CodecSettings.open(settings);
            key = isKey;
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T datum) {
        return datum == null ? null : Objects.requireNonNull(held).codec().encode(topic, key, datum);
    }

    @Override
    public void close() {
        CodecSettings.close(held);
    }
}
