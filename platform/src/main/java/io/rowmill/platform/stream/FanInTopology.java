package io.rowmill.platform.stream;

import io.rowmill.platform.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one fan-in: sources → processor with one in-memory store (its changelog is a topic) → sinks. All inputs have the same
 * number of partitions and are routed by subject, so nothing is repartitioned.
 */
public final class FanInTopology implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FanInTopology.class);
    private static final String PROCESSOR = "fan-in";

    private final KafkaStreams streams;

    /**
     * @param applicationId consumer group and prefix of internal topics
     * @param stateDir local directory for the topology's state
     * @param replication replication factor of internal topics, -1: the broker's default
     */
    public FanInTopology(
            String applicationId,
            List<Topic> inputs,
            List<Topic> outputs,
            Supplier<FanIn> fanIn,
            Map<String, Object> clientProperties,
            Path stateDir,
            int replication) {
        streams = new KafkaStreams(
                topology(inputs, outputs, fanIn),
                new StreamsConfig(properties(applicationId, clientProperties, stateDir, replication)));
        streams.setUncaughtExceptionHandler(e -> {
            LOG.error("{}: the topology failed and starts again", applicationId, e);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    }

    /** The dead-letter topics of the inputs are outputs, too, except those of topics for retries. */
    public static Topology topology(List<Topic> inputs, List<Topic> outputs, Supplier<FanIn> fanIn) {
        Topology topology = new Topology();
        topology.addSource(
                "events",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                inputs.stream().map(Topic::name).toArray(String[]::new));
        topology.addProcessor(PROCESSOR, fanIn::get, "events");
        topology.addStateStore(FanInMemory.builder(), PROCESSOR);
        Stream.concat(
                        outputs.stream(),
                        inputs.stream().filter(t -> !t.isWaiting()).map(Topic::deadLetters))
                .map(Topic::name)
                .forEach(name -> topology.addSink(
                        name, name, new ByteArraySerializer(), Outgoing.SERIALIZER, Outgoing.PARTITIONER, PROCESSOR));
        return topology;
    }

    private static Map<String, Object> properties(
            String applicationId, Map<String, Object> clientProperties, Path stateDir, int replication) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 50);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 50);
        properties.put(StreamsConfig.producerPrefix("max.request.size"), Topic.MAX_RECORD_BYTES);
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
        properties.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 2_000);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        return properties;
    }

    public FanInTopology start() {
        streams.start();
        return this;
    }

    /** True while running or rebalancing; false while starting, and after a failure that a restart did not fix. */
    public boolean healthy() {
        return streams.state().isRunningOrRebalancing();
    }

    @Override
    public void close() {
        streams.close(
                new KafkaStreams.CloseOptions().timeout(Duration.ofSeconds(10)).leaveGroup(true));
    }
}
