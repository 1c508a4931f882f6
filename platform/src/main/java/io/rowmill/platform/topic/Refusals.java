package io.rowmill.platform.topic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Tells what a cluster will never take from what may go through next time, in Kafka's own words. These name topics, sizes and rights, never a value. */
public final class Refusals {
    private static final String OTHER_TOPIC = "choose another topic, or ask whoever runs the cluster";

    /** What helps, the first that fits. */
    private static final Map<Class<? extends KafkaException>, String> CURES = new LinkedHashMap<>();

    static {
        CURES.put(RecordTooLargeException.class, "raise the topic's max.message.bytes");
        CURES.put(RecordBatchTooLargeException.class, "raise the topic's segment.bytes");
        CURES.put(AuthorizationException.class, "grant the service's user the right (docs/security.md)");
        CURES.put(
                InvalidRecordException.class,
                "a compacted topic takes no row without a primary key: choose a topic with cleanup.policy=delete");
        CURES.put(InvalidTimestampException.class, "let the topic take records of now (message.timestamp.*)");
        CURES.put(InvalidTopicException.class, OTHER_TOPIC);
        CURES.put(PolicyViolationException.class, OTHER_TOPIC);
        CURES.put(UnsupportedForMessageFormatException.class, OTHER_TOPIC);
        CURES.put(UnsupportedCompressionTypeException.class, OTHER_TOPIC);
        CURES.put(UnsupportedVersionException.class, OTHER_TOPIC);
        CURES.put(SerializationException.class, OTHER_TOPIC);
    }

    private Refusals() {}

    /** @return the refusal among a failure and its causes, or empty: try again */
    public static Optional<KafkaException> in(@Nullable Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof KafkaException refusal && cure(refusal).isPresent()) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** @return Kafka's reason and what to do, without a full stop */
    public static String sentence(KafkaException refusal) {
        return reason(refusal) + cure(refusal).map(cure -> "; " + cure).orElse("");
    }

    /** @return class and message of the deepest of Kafka's exceptions: those around it only say that something went wrong */
    public static String reason(KafkaException failure) {
        KafkaException deepest = failure;
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof KafkaException inner) {
                deepest = inner;
            }
        }
        String message = String.valueOf(deepest.getMessage()).strip();
        String open = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return deepest.getClass().getSimpleName() + ": " + open;
    }

    private static Optional<String> cure(KafkaException e) {
        return CURES.entrySet().stream()
                .filter(cure -> cure.getKey().isInstance(e))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
