package io.rowmill.cli.app;

import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.settings.Connection;
import io.rowmill.platform.settings.Connection.Credentials;
import java.util.Optional;

/** Ports of the platform and the services on the loopback address; 0 is any free one. */
public record Ports(int kafka, int registry, int s3, int http) {
    private static final String HOST = "127.0.0.1";
    private static final int MAX_OFFSET = 56_000;

    /**
     * Kafka 9092, registry 8081, S3 9000, HTTP 8080, each plus an offset.
     *
     * @throws FailureException (Rejected) if the offset leads beyond the last port
     */
    public static Ports fixed(int offset) {
        if (offset < 0 || offset > MAX_OFFSET) {
            throw FailureException.rejected("invalid-port", "The port offset must be from 0 to " + MAX_OFFSET + ".");
        }
        return new Ports(9092 + offset, 8081 + offset, 9000 + offset, 8080 + offset);
    }

    public static Ports free() {
        return new Ports(0, 0, 0, 0);
    }

    public Connection connection(Optional<Credentials> credentials) {
        return Connection.of(
                HOST + ":" + kafka, "http://" + HOST + ":" + registry, "http://" + HOST + ":" + s3, credentials);
    }
}
