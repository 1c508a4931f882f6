package io.rowmill.embedded;

import java.util.Locale;

/** Whether schemas may be registered. */
enum RegistryMode {
    READWRITE,
    READONLY;

    /** @throws RegistryException (42204) if it is none */
    static RegistryMode of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RegistryException.invalidMode();
        }
    }
}
