package io.rowmill.platform.avro;

import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** {@link AvroCodec} for Kafka Streams. */
public final class AvroSerde {
    private AvroSerde() {}

    /** @param codec stays open when the serde closes */
    public static <T extends IndexedRecord> Serde<T> forValues(AvroCodec codec) {
        return Serdes.serdeFrom(new AvroSerializer<T>(codec, false), new AvroDeserializer<T>(codec));
    }

    /** @param codec stays open when the serde closes */
    public static <T extends IndexedRecord> Serde<T> forKeys(AvroCodec codec) {
        return Serdes.serdeFrom(new AvroSerializer<T>(codec, true), new AvroDeserializer<T>(codec));
    }
}
