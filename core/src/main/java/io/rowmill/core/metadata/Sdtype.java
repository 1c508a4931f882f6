package io.rowmill.core.metadata;

import java.util.Locale;

/** What a column means, with the names of the SDV V1 metadata format. */
public enum Sdtype {
    ID,
    NUMERICAL,
    CATEGORICAL,
    BOOLEAN,
    DATETIME,
    TEXT,
    /**
     * Any other SDV type ({@code unknown}, {@code email}, {@code first_name}, ...): personal data, which is invented and never
     * learned.
     */
    UNKNOWN;

    /** @param name the SDV name in any case; any other name gives {@link #UNKNOWN} */
    public static Sdtype of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
