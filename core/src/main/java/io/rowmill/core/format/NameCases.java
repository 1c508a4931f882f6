package io.rowmill.core.format;

import java.util.Locale;

/** Whether names are written in capitals, in small letters, or with a capital first. */
final class NameCases {
    private long capitals;
    private long small;
    private long mixed;

    void add(String name) {
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            capitals++;
        } else if (name.equals(name.toLowerCase(Locale.ROOT))) {
            small++;
        } else {
            mixed++;
        }
    }

    /** The flag of a strptime directive whose names have a capital first. */
    String flag() {
        return capitals > mixed && capitals >= small ? "^" : small > mixed ? "#" : "";
    }

    /** The flag of a strptime directive whose names are capitals. */
    String flagOfCapitals() {
        return small > capitals ? "#" : "";
    }
}
