package io.rowmill.e2e.client;

import io.rowmill.platform.avro.AvroDeserializer;
import io.rowmill.platform.avro.AvroSerializer;
import io.rowmill.schemas.FitRequested;
import io.rowmill.schemas.ModelReady;
import io.rowmill.schemas.RunFailed;
import io.rowmill.schemas.SampleCompleted;
import io.rowmill.schemas.SampleFailed;
import io.rowmill.schemas.SampleRequested;
import io.rowmill.schemas.SampledTable;
import io.rowmill.schemas.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Learns a database and reads synthetic rows of it, with Kafka's own clients, the event classes and a serializer. */
public final class PlainKafkaClient {
    private final Map<String, Object> cluster;

    public PlainKafkaClient(String bootstrapServers, String registryUrl) {
        cluster = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registryUrl,
                "acks",
                "all",
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
    }

    /** Usage: host:port http://host:port jdbc:... */
    public static void main(String[] args) throws Exception {
        PlainKafkaClient client = new PlainKafkaClient(args[0], args[1]);
        ModelReady model = client.fit("example", args[2], Map.of("epochs", "10"));
        SampleCompleted sample = client.sample(model.getModelId(), 1.0);
        for (SampledTable table : sample.getTables()) {
            System.out.println(table.getTable() + ": " + table.getRows() + " rows on " + table.getTopic());
            client.readRows(sample.getSampleId(), table, System.out::println);
        }
    }

    /** Publishes a FitRequested and waits for the ModelReady that answers it. */
    public ModelReady fit(String name, String sourceUri, Map<String, String> settings) throws Exception {
        String runId = "run-" + UUID.randomUUID();
        FitRequested request = FitRequested.newBuilder()
                .setRunId(runId)
                .setName(name)
                .setSource(new Source(sourceUri, null, null, Map.of()))
                .setSettings(settings)
                .setRequestedAt(Instant.now())
                .build();
        publish("rowmill.fit-requests.v1", runId, request);
        return await(List.of("rowmill.models.v1", "rowmill.run-failures.v1"), event -> {
            if (event instanceof RunFailed failed && failed.getRunId().equals(runId)) {
                throw new IllegalStateException(String.join(" ", failed.getMessages()));
            }
            return event instanceof ModelReady ready && ready.getRunId().equals(runId) ? ready : null;
        });
    }

    /** Publishes a SampleRequested and waits until all rows are on their topics. */
    public SampleCompleted sample(String model, double scale) throws Exception {
        String sampleId = "sample-" + UUID.randomUUID();
        SampleRequested request = SampleRequested.newBuilder()
                .setSampleId(sampleId)
                .setModel(model)
                .setScale(scale)
                .setRequestedAt(Instant.now())
                .build();
        publish("rowmill.sample-requests.v1", sampleId, request);
        return await(List.of("rowmill.samples.v1", "rowmill.sample-failures.v1"), event -> {
            if (event instanceof SampleFailed failed && failed.getSampleId().equals(sampleId)) {
                throw new IllegalStateException(String.join(" ", failed.getMessages()));
            }
            return event instanceof SampleCompleted completed
                            && completed.getSampleId().equals(sampleId)
                    ? completed
                    : null;
        });
    }

    /** Reads one table's rows of one sample; row topics may hold rows of other samples, too. */
    public void readRows(String sampleId, SampledTable table, Consumer<IndexedRecord> rows) {
        try (KafkaConsumer<byte[], IndexedRecord> consumer = fromTheBeginning(List.of(table.getTopic()))) {
            long left = table.getRows();
            while (left > 0) {
                for (ConsumerRecord<byte[], IndexedRecord> record : consumer.poll(Duration.ofMillis(500))) {
                    byte[] header = record.headers().lastHeader("sample-id").value();
                    if (sampleId.equals(new String(header, StandardCharsets.UTF_8))) {
                        rows.accept(record.value());
                        left--;
                    }
                }
            }
        }
    }

    private void publish(String topic, String key, IndexedRecord event)
            throws ExecutionException, InterruptedException {
        AvroSerializer<IndexedRecord> values = new AvroSerializer<>();
        values.configure(cluster, false);
        try (var producer = new KafkaProducer<>(cluster, new StringSerializer(), values)) {
            producer.send(new ProducerRecord<>(topic, key, event)).get();
        }
    }

    private <T> T await(List<String> topics, Function<Object, T> wanted) {
        try (KafkaConsumer<byte[], IndexedRecord> consumer = fromTheBeginning(topics)) {
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(500))) {
                    T found = wanted.apply(record.value());
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
    }

    private KafkaConsumer<byte[], IndexedRecord> fromTheBeginning(List<String> topics) {
        AvroDeserializer<IndexedRecord> values = new AvroDeserializer<>();
        values.configure(cluster, false);
        var consumer = new KafkaConsumer<>(cluster, new ByteArrayDeserializer(), values);
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
