package io.rowmill.platform.avro;

import io.rowmill.core.failure.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes that are no Avro record in the Confluent wire format, or one of an unknown schema: no retry will help. */
public final class UndecodableException extends RuntimeException {
    public UndecodableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public Failure.Defect failure() {
        return new Failure.Defect("undecodable", List.of(getMessage()));
    }
}
