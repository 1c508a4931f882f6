package io.rowmill.platform.testing;

import io.rowmill.platform.consumer.Job;
import io.rowmill.platform.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/** A job that keeps what its handler publishes. */
public final class RecordedJob implements Job {
    private final List<Published> events = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Consumer<String> effects;
    private boolean ended;

    /** An event, and where to. */
    public record Published(Topic topic, String key, SpecificRecord event) {}

    /** A row, and where to. */
    public record Row(Topic topic, Integer partition, byte[] key, byte[] value, Headers headers) {}

    /** @param effects told {@code event <topic>} at every event */
    public RecordedJob(Consumer<String> effects) {
        this.effects = effects;
    }

    public RecordedJob() {
        this(effect -> {});
    }

    /** From now on the run or sample is over. */
    public void end() {
        ended = true;
    }

    @Override
    public void publish(Topic topic, String key, SpecificRecord event) {
        events.add(new Published(topic, key, event));
        effects.accept("event " + topic.name());
    }

    @Override
    public void publishRow(Topic topic, Integer partition, byte[] key, byte[] value, Headers headers) {
        rows.add(new Row(topic, partition, key, value, headers));
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean cancelled() {
        return ended;
    }

    public List<Published> published() {
        return List.copyOf(events);
    }

    /** The events of a class, in order. */
    public <E> List<E> events(Class<E> type) {
        return events.stream()
                .map(Published::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }
}
