package io.rowmill.core.metadata;

import java.util.Locale;

/** What a column means, in the words of the SDV V1 metadata format. */
public enum Sdtype {
    ID,
    NUMERICAL,
    CATEGORICAL,
    BOOLEAN,
    DATETIME,
    TEXT,
    /** Any other SDV type ({@code unknown}, {@code email}, {@code first_name}, ...): personal data, faked and never learned. */
    UNKNOWN;

    /** @param name the SDV name in any case; a name that is none of ours is {@link #UNKNOWN} */
    public static Sdtype of(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
