package io.rowmill.platform.consumer;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells a commit that the cluster will never take from one that may go through next time. */
final class RefusedOutput {
    private RefusedOutput() {}

    /** @return the kind of refusal, or empty: try again */
    static Optional<String> reason(KafkaException failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof RecordTooLargeException
                    || e instanceof AuthorizationException
                    || e instanceof InvalidTopicException
                    || e instanceof SerializationException) {
                return Optional.of(e.getClass().getSimpleName());
            }
        }
        return Optional.empty();
    }
}
