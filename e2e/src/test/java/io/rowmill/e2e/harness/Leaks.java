package io.rowmill.e2e.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks for texts that must be nowhere. */
public final class Leaks {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, String> needles;
    private final List<String> found = new ArrayList<>();
    private final Map<String, Integer> searched = new TreeMap<>();

    /** @param needles what to look for, with what each is for the message */
    public Leaks(Map<String, String> needles) {
        this.needles = Map.copyOf(needles);
    }

    /** Where something was found, and what. */
    public List<String> found() {
        return List.copyOf(found);
    }

    /** How often each kind of place was looked at. */
    public Map<String, Integer> searched() {
        return Map.copyOf(searched);
    }

    public void search(String text, String place) {
        searched.merge(place, 1, Integer::sum);
        needles.forEach((needle, what) -> {
            if (text.contains(needle)) {
                found.add(what + " (" + needle + ") in " + place);
            }
        });
    }

    /** Every record of every topic, internal and rolled-back ones included: key, value and headers. */
    public void searchTopics(String bootstrapServers) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "exclude.internal.topics", false);
        try (Admin admin = Admin.create(settings);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(POLL).forEach(this::searchRecord);
            }
        }
    }

    private void searchRecord(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(text(record.key())).append(' ').append(text(record.value()));
        record.headers()
                .forEach(h -> text.append(' ').append(h.key()).append('=').append(text(h.value())));
        search(text.toString(), "topic " + record.topic());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    /** Every file below a directory, but those below {@code except}. */
    public void searchFiles(Path below, Path... except) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)
                    .filter(f -> Stream.of(except).noneMatch(f::startsWith))::iterator) {
                search(text(Files.readAllBytes(file)), "file " + below.relativize(file));
            }
        }
    }
}
