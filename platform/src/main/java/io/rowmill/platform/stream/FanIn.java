package io.rowmill.platform.stream;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.avro.AvroCodec;
import io.rowmill.platform.avro.UndecodableException;
import io.rowmill.platform.event.EventHeaders;
import io.rowmill.platform.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Base of a fan-in: sees events in order per subject, keeps a small text state per subject, publishes events. Input, state and
 * output are one transaction of Kafka Streams (exactly_once_v2).
 */
public abstract class FanIn implements Processor<String, byte[], String, byte[]> {
    /** Name of the state store of every fan-in's topology. */
    public static final String STORE = "state";

    private static final Logger LOG = LoggerFactory.getLogger(FanIn.class);

    private final AvroCodec codec;
    private final String source;
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, String> states;
    private Record<String, byte[]> current;

    /** @param source {@code ce_source} of what it publishes */
    protected FanIn(AvroCodec codec, String source) {
        this.codec = codec;
        this.source = source;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        states = processorContext.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        current = record;
        Object event;
        try {
            String topic = context.recordMetadata().map(m -> m.topic()).orElse("");
            event = codec.decode(topic, record.value());
        } catch (UndecodableException e) {
            LOG.warn("{}: a record can't be decoded and is skipped: {}", source, e.getMessage());
            return;
        }
        try {
            onEvent(event);
        } catch (FailureException e) {
            throw e;
        } catch (RuntimeException e) {
            // The same event would stop the topology again and again, and with it every other run.
            LOG.error(
                    "{}: an event of type {} is skipped",
                    source,
                    event.getClass().getSimpleName(),
                    e);
        }
    }

    /** Sees every event of the inputs; unknown types must be ignored. */
    protected abstract void onEvent(Object event);

    /** Time of the event at hand, in milliseconds since the epoch: the same when it is seen again. */
    protected long eventTime() {
        return current.timestamp();
    }

    /** @return the subject's state, or null */
    protected String state(String subject) {
        return states.get(subject);
    }

    /** @param state null: forget the subject */
    protected void state(String subject, String state) {
        if (state == null) {
            states.delete(subject);
        } else {
            states.put(subject, state);
        }
    }

    /** Publishes to a topic by its key's hash. */
    protected void publish(Topic topic, String key, String subject, SpecificRecord event) {
        String cause = EventHeaders.text(current.headers(), EventHeaders.ID, current.key());
        var headers = EventHeaders.of(cause, source, topic.name(), key, subject, event);
        context.forward(
                new Record<>(key, codec.encodeValue(topic.name(), event), current.timestamp(), headers), topic.name());
    }
}
