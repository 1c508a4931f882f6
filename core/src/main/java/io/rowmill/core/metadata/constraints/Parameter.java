package io.rowmill.core.metadata.constraints;

import java.math.BigDecimal;
import java.util.List;

/** A parameter of a kind of constraint. */
record Parameter(String name, Type type, boolean required) {
    /** Whether a bound itself is excluded. */
    static final Parameter STRICT_BOUNDARIES = new Parameter("strict_boundaries", Type.FLAG, false);

    /** A text that must be there. */
    static Parameter of(String name) {
        return of(name, Type.TEXT);
    }

    static Parameter of(String name, Type type) {
        return new Parameter(name, type, true);
    }

    enum Type {
        TEXT("a string"),
        TEXTS("a list of strings"),
        NUMBER("a number"),
        SCALAR("a number or a string"),
        FLAG("true or false");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean fits(Object value) {
            return switch (this) {
                case TEXT -> value instanceof String;
                case TEXTS -> value instanceof List<?> list ? !list.isEmpty() : value instanceof String;
                case NUMBER -> value instanceof BigDecimal;
                case SCALAR -> value instanceof BigDecimal || value instanceof String;
                case FLAG -> value instanceof Boolean;
            };
        }
    }
}
