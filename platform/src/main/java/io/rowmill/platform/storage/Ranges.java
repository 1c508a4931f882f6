package io.rowmill.platform.storage;

/** Checks of arguments that all stores share. */
final class Ranges {
    private Ranges() {}

    static void require(long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no range: offset " + offset + ", length " + length);
        }
    }

    /** So that a lost variable doesn't empty the store. */
    static String requireNotEmpty(String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("an empty prefix would delete everything");
        }
        return prefix;
    }
}
