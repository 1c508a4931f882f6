package io.rowmill.platform.storage;

import java.util.Objects;

/** @param size in bytes */
public record StoredObject(String key, long size) {
    public StoredObject {
        Objects.requireNonNull(key);
    }
}
