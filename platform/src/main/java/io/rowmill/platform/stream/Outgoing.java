package io.rowmill.platform.stream;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * What a fan-in sends, on its way to the topic's sink.
 *
 * @param partition null: by key
 */
record Outgoing(String topic, @Nullable Integer partition, byte[] value) {
    static final Serializer<Outgoing> SERIALIZER = (topic, outgoing) -> outgoing.value();
    static final StreamPartitioner<byte[], Outgoing> PARTITIONER = (topic, key, outgoing, partitions) ->
            Optional.ofNullable(outgoing.partition()).map(Set::of);
}
