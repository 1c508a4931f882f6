package io.rowmill.core.transform;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a faked column holds besides its shape.
 *
 * @param kind what the metadata calls it
 * @param locale language tag ({@code en}, {@code de-CH}) of the words
 */
record FakedWords(WordKind kind, String locale) {
    FakedWords {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(locale);
    }

    /** @param sdtype as the metadata spells it; empty: nothing is known of it but its shape */
    static Optional<FakedWords> of(String sdtype, Locale locale) {
        return WordKind.of(sdtype).map(kind -> new FakedWords(kind, locale.toLanguageTag()));
    }
}
