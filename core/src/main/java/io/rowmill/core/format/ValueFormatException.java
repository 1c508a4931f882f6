package io.rowmill.core.format;

/** A cell is not in its column's format. The message says what was expected and never contains the cell. */
public final class ValueFormatException extends IllegalArgumentException {
    public ValueFormatException(String expected) {
        super("not " + expected);
    }
}
