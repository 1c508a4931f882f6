package io.rowmill.platform.stream;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.avro.UndecodableException;
import io.rowmill.platform.event.DeadLetter;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.event.Waiting;
import io.rowmill.platform.topic.Topic;
import io.rowmill.platform.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Base class of a fan-in. It receives the events of a subject in order, keeps small text entries and publishes events. Input,
 * entries and output are one transaction of Kafka Streams (exactly_once_v2). A record that it can't handle becomes a dead
 * letter and ends its run or sample; others go on.
 */
public abstract class FanIn implements Processor<byte[], byte[], byte[], Outgoing> {
    /** Entries that no event has touched for this long are deleted. The input topics keep events for the same time. */
    static final Duration MEMORY = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(FanIn.class);
    private static final Duration FORGETTING_INTERVAL = Duration.ofHours(1);
    /** An event that comes this long after the previous one is committed at once. */
    private static final long ALONE_MILLIS = 200;

    /** A failure event that can't be read is not answered with another failure: that could go on forever. */
    private static final Set<Topic> NOT_ANSWERED = Set.of(Topics.RUN_FAILURES, Topics.SAMPLE_FAILURES);

    private final AvroCodec codec;
    private final String source;
    private final List<Record<byte[], Outgoing>> outputs = new ArrayList<>();
    private final Map<String, Integer> published = new HashMap<>();
    private Runnable onDeadLetter = () -> {};
    private ProcessorContext<byte[], Outgoing> context;
    private FanInMemory memory;
    /** Null before the first one. */
    private @Nullable Record<byte[], byte[]> current;

    private long lastEvent;

    /** @param source {@code ce_source} of the events that it publishes */
    protected FanIn(AvroCodec codec, String source) {
        this.codec = codec;
        this.source = source;
    }

    /** @param counted called for each dead letter */
    public FanIn onDeadLetter(Runnable counted) {
        onDeadLetter = counted;
        return this;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> processorContext) {
        context = processorContext;
        memory = new FanInMemory(
                processorContext.getStateStore(FanInMemory.STORE), processorContext::currentSystemTimeMs);
        processorContext.schedule(
                FORGETTING_INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                now -> memory.forgetBefore(now - MEMORY.toMillis()));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        current = record;
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        Topic input = input(metadata.topic());
        begin();
        try {
            handle(input);
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Transient) {
                throw e;
            }
            onPoison(input, metadata, e.failure());
        } catch (KafkaException e) {
            // The topology's own trouble, a task that has moved for one; the event is not at fault.
            throw e;
        } catch (UndecodableException e) {
            onPoison(input, metadata, e.failure());
        } catch (OutOfMemoryError | StackOverflowError e) {
            LOG.error("{}: an event needs more memory than there is", source, e);
            String message = "The fan-in of " + source + " has no room for this event; the log has the details.";
            onPoison(input, metadata, new Failure.Defect("out-of-memory", List.of(message)));
        } catch (RuntimeException e) {
            // The same event would stop the topology again and again, and with it every other run.
            LOG.error("{}: an unexpected failure", source, e);
            String kind = e.getClass().getSimpleName();
            String message = "Unexpected " + kind + " in the fan-in of " + source + "; the log has the details.";
            onPoison(input, metadata, new Failure.Defect("unexpected", List.of(message)));
        }
        outputs.forEach(output -> context.forward(output, output.value().topic()));
        commitIfAlone();
    }

    /** Commits at once after a single event, so that the next stage doesn't wait. In a burst, events share a transaction. */
    private void commitIfAlone() {
        long now = context.currentSystemTimeMs();
        if (now - lastEvent >= ALONE_MILLIS) {
            context.commit();
        }
        lastEvent = now;
    }

    private void begin() {
        outputs.clear();
        published.clear();
    }

    private void handle(Topic input) {
        Object event = codec.decode(input.name(), current().value());
        if (!input.carries(event)) {
            throw new FailureException(input.unknownEvent(event));
        }
        onEvent(event);
    }

    private void onPoison(Topic input, RecordMetadata at, Failure failure) {
        LOG.error("{}: {}", source, failure.messages());
        begin();
        if (input.isWaiting()) {
            return;
        }
        var subject = EventHeaders.subject(current().headers(), current().key());
        var origin = new DeadLetter.Origin(at.topic(), at.partition(), at.offset());
        Headers headers = DeadLetter.headers(current().headers(), origin, source, subject, failure);
        onDeadLetter.run();
        send(input.deadLetters(), null, current().key(), current().value(), headers);
        if (!NOT_ANSWERED.contains(input)) {
            subject.ifPresent(s -> onFailure(s, failure));
        }
    }

    /** One of the inputs, by its name. */
    protected Topic input(String name) {
        return Topics.named(name).orElseThrow();
    }

    /** The retry state of the current event; empty if this is its first attempt. */
    protected Optional<Waiting> waiting() {
        boolean waits = input(context.recordMetadata().orElseThrow().topic()).isWaiting();
        return waits ? Optional.of(Waiting.read(current().headers())) : Optional.empty();
    }

    /** Receives every event of the inputs. It must ignore types that it doesn't know. */
    protected abstract void onEvent(Object event);

    /** Ends the run or sample of a record that could not be handled. */
    protected abstract void onFailure(String subject, Failure failure);

    /** Time of the current event; it stays the same if the event is processed again. */
    protected Instant eventTime() {
        return Instant.ofEpochMilli(current().timestamp());
    }

    private Record<byte[], byte[]> current() {
        return Objects.requireNonNull(current);
    }

    protected FanInMemory memory() {
        return memory;
    }

    /** Publishes an event when the current one is done. The topic determines the partition. */
    protected void publish(Topic topic, String key, String subject, SpecificRecord event) {
        String fallback =
                current().key() == null ? subject : new String(current().key(), StandardCharsets.UTF_8);
        String cause = EventHeaders.text(current().headers(), EventHeaders.ID, fallback);
        Headers headers = EventHeaders.of(cause, source, topic.name(), key, subject, event);
        int sequence = published.merge(topic.name(), 1, Integer::sum) - 1;
        byte[] value = codec.encodeValue(topic.name(), event);
        send(topic, topic.partition(subject, sequence), key.getBytes(StandardCharsets.UTF_8), value, headers);
    }

    private void send(Topic topic, @Nullable Integer partition, byte[] key, byte[] value, Headers headers) {
        outputs.add(new Record<>(
                key, new Outgoing(topic.name(), partition, value), current().timestamp(), headers));
    }
}
