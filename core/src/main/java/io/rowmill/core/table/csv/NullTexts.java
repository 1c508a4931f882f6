package io.rowmill.core.table.csv;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields of a file are nulls, and how the file has written them. A header has no nulls. */
final class NullTexts {
    private final Set<String> texts;
    private final boolean quotedToo;
    private final boolean any;
    private boolean started;
    private final Set<String> seen = new HashSet<>();

    NullTexts(CsvDialect dialect) {
        this.texts = Set.copyOf(dialect.nulls());
        this.quotedToo = dialect.quotes() == CsvDialect.Quotes.ALL;
        this.any = !texts.isEmpty();
    }

    /** From the next field on, there may be nulls of any text. */
    void start() {
        started = any;
    }

    /** @param field null: empty */
    @Nullable
    String plain(@Nullable String field) {
        if (!started) {
            return field;
        }
        if (field == null) {
            seen.add("");
            return null;
        }
        return read(field);
    }

    @Nullable
    String quoted(String field) {
        return started && (quotedToo || field.isEmpty()) ? read(field) : field;
    }

    private @Nullable String read(String field) {
        if (!texts.contains(field)) {
            return field;
        }
        seen.add(field);
        return null;
    }

    /** The one text that all nulls had so far; the empty text if there were several, or no null. */
    String text() {
        return seen.size() == 1 ? seen.iterator().next() : "";
    }
}
