package io.rowmill.platform.avro;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Registers the schemas of the pipeline's events before there is any event, so that a client in any language can look them up. */
public final class EventSchemas {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AvroCodec codec;

    public EventSchemas(AvroCodec codec) {
        this.codec = codec;
    }

    /** @throws FailureException Transient if the registry doesn't answer for 30 s, Defect if it refuses a schema */
    public void register(Collection<Topic> topics) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (Topic topic : topics) {
            for (Class<? extends SpecificRecord> event : topic.events()) {
                register(topic, event, deadline);
            }
        }
    }

    /** A registry that starts beside the services may be the last to be there. */
    private void register(Topic topic, Class<? extends SpecificRecord> event, long deadline) {
        while (true) {
            try {
                codec.registerValue(topic.name(), SpecificData.get().getSchema(event));
                return;
            } catch (FailureException e) {
                if (!(e.failure() instanceof Failure.Transient) || System.nanoTime() > deadline) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(FailureException reason) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
