package io.rowmill.platform.stream;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A fan-in's whole topology on one thread, without a broker. */
public final class DrivenFanIn implements AutoCloseable {
    private final AvroCodec codec = new AvroCodec(new MockSchemaRegistryClient());
    private final TopologyTestDriver driver;
    private final AtomicLong work = new AtomicLong();

    public DrivenFanIn(List<Topic> inputs, List<Topic> outputs, Function<AvroCodec, FanIn> fanIn) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "driven");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        driver = new TopologyTestDriver(
                FanInTopology.topology(inputs, outputs, () -> new WatchedFanIn(codec, fanIn.apply(codec), work)),
                properties);
    }

    public AvroCodec codec() {
        return codec;
    }

    public void send(Topic topic, String key, SpecificRecord event) {
        send(topic, key.getBytes(StandardCharsets.UTF_8), codec.encodeValue(topic.name(), event), new RecordHeaders());
    }

    public void send(Topic topic, byte[] key, byte[] value, Headers headers) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, 1_000L));
    }

    /** Events published since the last call. */
    public List<Object> published(Topic topic) {
        List<Object> events = new ArrayList<>();
        records(topic).forEach(r -> events.add(codec.decode(topic.name(), r.value())));
        return events;
    }

    public List<TestRecord<byte[], byte[]>> records(Topic topic) {
        TestOutputTopic<byte[], byte[]> output =
                driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return output.readRecordsToList();
    }

    public void letTimePass(Duration duration) {
        driver.advanceWallClockTime(duration);
    }

    /** Characters of entries that the fan-in has read and written so far, and one per entry. */
    public long work() {
        return work.get();
    }

    /** Entries that the fan-in remembers. */
    public int remembered() {
        try (var entries = driver.getTimestampedKeyValueStore(FanInMemory.STORE).all()) {
            int count = 0;
            for (; entries.hasNext(); entries.next()) {
                count++;
            }
            return count;
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
