package io.rowmill.core.transform;

import java.util.Objects;

/**
 * A column whose values are made up, wholly or where they are rare.
 *
 * @param as what they look like: {@code UUID}, {@code email}, {@code text of the same shapes}
 * @param reason why they aren't learned
 */
public record MadeUpColumn(String column, String as, Reason reason) {
    /** Why values are made up, and what to do about it. */
    public enum Reason {
        PERSONAL("personal data", "give it another sdtype in the metadata if it is none"),
        TEXT(
                "text or an identifier, which is not learned",
                "call it categorical in the metadata if its values may be told"),
        UNIQUE("no value may repeat", "leave out its alternate key in the metadata if values may repeat"),
        RARE(
                "most values are in too few rows to be told",
                "lower rareValueThreshold for its table if they may be told");

        private final String why;
        private final String advice;

        Reason(String why, String advice) {
            this.why = why;
            this.advice = advice;
        }

        public String why() {
            return why;
        }

        public String advice() {
            return advice;
        }
    }

    public MadeUpColumn {
        Objects.requireNonNull(column);
        Objects.requireNonNull(as);
        Objects.requireNonNull(reason);
    }
}
