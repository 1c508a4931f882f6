package io.rowmill.platform.storage;

import java.io.IOException;

/** The key holds nothing. */
public final class NoSuchObjectException extends IOException {
    public NoSuchObjectException(String key) {
        super("There is no object " + key);
    }
}
