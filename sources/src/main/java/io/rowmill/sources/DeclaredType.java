package io.rowmill.sources;

import io.rowmill.core.metadata.Sdtype;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a source says of a column's type before anybody looks at its values.
 *
 * @param name of the type, as the database calls it; empty for files
 * @param sdtype what the type alone tells; empty: its values must be looked at
 * @param structured its values have a spelling of their own ({@code inet}, {@code json}, arrays), and are neither numbers nor times
 *     whatever they look like
 * @param labels all values that the schema allows, if it lists them; empty: it doesn't
 * @param maxLength the most characters that the schema allows; 0: it doesn't say
 */
public record DeclaredType(
        String name, Optional<Sdtype> sdtype, boolean structured, List<String> labels, int maxLength) {
    /** Of files and of plain texts. */
    static final DeclaredType NONE = new DeclaredType("", Optional.empty(), false, List.of(), 0);

    public DeclaredType {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sdtype);
        labels = List.copyOf(labels);
    }

    static DeclaredType text(String name) {
        return new DeclaredType(name, Optional.empty(), false, List.of(), 0);
    }

    static DeclaredType of(String name, Sdtype sdtype) {
        return new DeclaredType(name, Optional.of(sdtype), false, List.of(), 0);
    }

    static DeclaredType structured(String name) {
        return new DeclaredType(name, Optional.empty(), true, List.of(), 0);
    }

    static DeclaredType labels(String name, List<String> labels) {
        return new DeclaredType(name, Optional.of(Sdtype.CATEGORICAL), false, labels, 0);
    }

    /** @param values all that are allowed; empty: any */
    DeclaredType listing(List<String> values) {
        return values.isEmpty() ? this : labels(name, values).ofLength(maxLength);
    }

    /** @param characters at most; 0: any number */
    DeclaredType ofLength(int characters) {
        return new DeclaredType(name, sdtype, structured, labels, characters);
    }
}
