package io.rowmill.platform.avro;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.topic.Topic;
import java.util.Collection;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Registers the schemas of the pipeline's events before there is any event, so that a client in any language can look them up. */
public final class EventSchemas {
    private final AvroCodec codec;

    public EventSchemas(AvroCodec codec) {
        this.codec = codec;
    }

    /** @throws FailureException Transient if the registry is away, Defect if it refuses a schema */
    public void register(Collection<Topic> topics) {
        for (Topic topic : topics) {
            for (Class<? extends SpecificRecord> event : topic.events()) {
                codec.registerValue(topic.name(), SpecificData.get().getSchema(event));
            }
        }
    }
}
