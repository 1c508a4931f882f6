package io.rowmill.platform.storage;

import java.time.Instant;
import java.util.Objects;

/**
 * @param size in bytes
 * @param writtenAt by the store's clock, cut to seconds by some
 */
public record StoredObject(String key, long size, Instant writtenAt) {
    public StoredObject {
        Objects.requireNonNull(key);
        Objects.requireNonNull(writtenAt);
    }
}
