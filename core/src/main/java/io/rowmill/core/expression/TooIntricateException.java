package io.rowmill.core.expression;

/** A condition can't be told of a cell, because that takes too many steps; the message doesn't contain the cell. */
public final class TooIntricateException extends IllegalArgumentException {
    TooIntricateException(String message, Throwable cause) {
        super(message, cause);
    }
}
