package io.rowmill.core.metadata;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One column of a table.
 *
 * @param name as in the source
 * @param sdtype what the column means
 * @param sdtypeName the type as the metadata spells it ({@code email} where {@code sdtype} is UNKNOWN)
 * @param pii true for personal data: its values are invented, never learned
 * @param datetimeFormat strptime-style format ({@code %Y-%m-%d}) of a datetime column
 * @param labels values of a categorical column that the schema itself lists, as an enum does: they tell nothing of the rows, so none of
 *     them is hidden, however few rows have it; empty: no list
 * @param maxLength characters that the schema allows in a text; made-up ones keep to it; 0: any number
 */
public record ColumnMetadata(
        String name,
        Sdtype sdtype,
        String sdtypeName,
        boolean pii,
        Optional<String> datetimeFormat,
        List<String> labels,
        int maxLength) {
    public ColumnMetadata {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sdtype);
        Objects.requireNonNull(sdtypeName);
        Objects.requireNonNull(datetimeFormat);
        labels = List.copyOf(labels);
        if (maxLength < 0) {
            throw new IllegalArgumentException("length " + maxLength);
        }
    }

    /** Without labels and a length. */
    public ColumnMetadata(String name, Sdtype sdtype, String sdtypeName, boolean pii, Optional<String> datetimeFormat) {
        this(name, sdtype, sdtypeName, pii, datetimeFormat, List.of(), 0);
    }

    /** The same column, with the values that the schema lists. */
    public ColumnMetadata withLabels(List<String> listed) {
        return new ColumnMetadata(name, sdtype, sdtypeName, pii, datetimeFormat, listed, maxLength);
    }

    /** The same column, with a length that the schema sets. */
    public ColumnMetadata withMaxLength(int characters) {
        return new ColumnMetadata(name, sdtype, sdtypeName, pii, datetimeFormat, labels, characters);
    }

    public static ColumnMetadata of(String name, Sdtype sdtype) {
        return new ColumnMetadata(
                name, sdtype, sdtype.name().toLowerCase(java.util.Locale.ROOT), false, Optional.empty());
    }

    /** True for a column that a synthesizer learns: it is neither a key, nor personal data, nor free text. */
    public boolean isContent() {
        return !pii && sdtype != Sdtype.ID && sdtype != Sdtype.TEXT && sdtype != Sdtype.UNKNOWN;
    }

    /** True for a learned column whose values have an order: numbers and times. */
    public boolean isOrdered() {
        return isContent() && (sdtype == Sdtype.NUMERICAL || sdtype == Sdtype.DATETIME);
    }
}
