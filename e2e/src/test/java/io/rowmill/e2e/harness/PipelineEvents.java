package io.rowmill.e2e.harness;

import io.rowmill.platform.avro.AvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Everything on the pipeline's topics as it is written, open and aborted transactions included: what tells a test where a run is
 * just now. Rows are told by their first one of each batch that arrives.
 */
public final class PipelineEvents implements AutoCloseable {
    /** Type of a synthetic row. */
    public static final String ROW = "Row";

    private static final Pattern TOPICS = Pattern.compile("rowmill\\..*(?<!dlq)");
    private static final Duration POLL = Duration.ofMillis(20);

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroDeserializer<IndexedRecord> values = new AvroDeserializer<>();
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * @param type {@code TablePrepared}, or {@link #ROW}
     * @param subject run or sample id
     * @param value null for a row
     */
    public record Seen(String type, String subject, GenericRecord value) {}

    private PipelineEvents(String bootstrapServers, String registryUrl) {
        Map<String, Object> cluster = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                registryUrl,
                "group.id",
                "watch-" + UUID.randomUUID(),
                "metadata.max.age.ms",
                200,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_uncommitted");
        consumer = new KafkaConsumer<>(cluster, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        values.configure(cluster, false);
        thread = new Thread(this::follow, "pipeline-events");
        thread.setDaemon(true);
    }

    public static PipelineEvents follow(Up up) {
        return follow(up.bootstrapServers(), up.registryUrl());
    }

    public static PipelineEvents follow(String bootstrapServers, String registryUrl) {
        PipelineEvents events = new PipelineEvents(bootstrapServers, registryUrl);
        events.thread.start();
        return events;
    }

    private void follow() {
        consumer.subscribe(TOPICS);
        while (!stopping) {
            try {
                String rowTopic = null;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    boolean known = record.topic().equals(rowTopic);
                    rowTopic = note(record, known) ? record.topic() : null;
                }
            } catch (WakeupException e) {
                stopping = true;
            } catch (KafkaException e) {
                // The broker is away, which is what some tests want: it is asked again.
            }
        }
        consumer.close();
    }

    /** @return the record is a row */
    private boolean note(ConsumerRecord<byte[], byte[]> record, boolean sameRows) {
        String type = header(record, "ce_type");
        if (type == null) {
            if (!sameRows) {
                seen.add(new Seen(ROW, header(record, "sample-id"), null));
            }
            return true;
        }
        seen.add(new Seen(
                type.substring(type.lastIndexOf('.') + 1),
                header(record, "run-id"),
                record.value() == null ? null : (GenericRecord) values.deserialize(record.topic(), record.value())));
        return false;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Where the story is now; what comes later is told by {@link #since}. */
    public int mark() {
        return seen.size();
    }

    public Stream<Seen> before(int mark) {
        return seen.stream().limit(mark);
    }

    public Stream<Seen> since(int mark) {
        // Of the list as it is now: one that grows takes back a sub-list.
        return seen.stream().skip(mark);
    }

    public Stream<Seen> since(int mark, String type) {
        return since(mark).filter(s -> s.type().equals(type));
    }

    /** Waits for the n-th event of a type after a mark. */
    public void await(String type, int nth, int mark, Duration limit) {
        Await.until(type + " number " + nth, limit, () -> since(mark, type).count() >= nth);
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        consumer.wakeup();
        thread.join();
    }
}
