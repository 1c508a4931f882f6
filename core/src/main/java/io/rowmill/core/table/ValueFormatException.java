package io.rowmill.core.table;

/** A cell is not what its column's format says. Carries what was expected, never the cell. */
public final class ValueFormatException extends IllegalArgumentException {
    public ValueFormatException(String expected) {
        super("not " + expected);
    }
}
