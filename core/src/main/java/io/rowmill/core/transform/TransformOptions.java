package io.rowmill.core.transform;

import io.rowmill.core.format.ValueFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How a table's transforms are fitted.
 *
 * @param maxClusters maximum number of modes of a continuous column, apart from spikes
 * @param encoding what the engine reads
 * @param otherEncodings by column, where another engine learns it
 * @param locale locale of invented names and addresses
 * @param protection which values are hidden
 * @param told by column: cells that are not hidden, because enough rows of other tables hold them
 * @param formats of columns whose cells have been looked at, as {@link TableTransform#formats} tells them
 * @param own names of the {@link CellTransform}s by column; a column without one is encoded as it is
 */
public record TransformOptions(
        NullStrategy nullStrategy,
        int maxClusters,
        Encoding encoding,
        Map<String, Encoding> otherEncodings,
        Locale locale,
        Protection protection,
        Map<String, Set<String>> told,
        Map<String, ValueFormat> formats,
        Map<String, String> own) {
    /** Hides nothing. */
    public static final TransformOptions DEFAULT =
            new TransformOptions(NullStrategy.MODEL, 10, Encoding.NORMALIZED, Locale.ENGLISH);

    public TransformOptions {
        Objects.requireNonNull(nullStrategy);
        Objects.requireNonNull(encoding);
        Objects.requireNonNull(locale);
        Objects.requireNonNull(protection);
        otherEncodings = Map.copyOf(otherEncodings);
        told = Map.copyOf(told);
        formats = Map.copyOf(formats);
        own = Map.copyOf(own);
        if (maxClusters < 1) {
            throw new IllegalArgumentException("maxClusters must be at least 1, got " + maxClusters);
        }
    }

    /** Without protection and without transforms of the user. */
    public TransformOptions(NullStrategy nullStrategy, int maxClusters, Encoding encoding, Locale locale) {
        this(nullStrategy, maxClusters, encoding, locale, Protection.OFF, Map.of());
    }

    /** For one engine. */
    public TransformOptions(
            NullStrategy nullStrategy,
            int maxClusters,
            Encoding encoding,
            Locale locale,
            Protection protection,
            Map<String, String> own) {
        this(nullStrategy, maxClusters, encoding, Map.of(), locale, protection, Map.of(), Map.of(), own);
    }

    /** The same options with another protection. */
    public TransformOptions with(Protection other) {
        return new TransformOptions(
                nullStrategy, maxClusters, encoding, otherEncodings, locale, other, told, formats, own);
    }

    /** The same options where some columns are encoded for another engine. */
    public TransformOptions with(Map<String, Encoding> others) {
        return new TransformOptions(
                nullStrategy, maxClusters, encoding, others, locale, protection, told, formats, own);
    }

    /** The same options where some cells are not hidden. */
    public TransformOptions telling(Map<String, Set<String>> cells) {
        return new TransformOptions(
                nullStrategy, maxClusters, encoding, otherEncodings, locale, protection, cells, formats, own);
    }

    /** The same options where some columns' formats are known, so that their cells needn't be read for them. */
    public TransformOptions knowing(Map<String, ValueFormat> known) {
        return new TransformOptions(
                nullStrategy, maxClusters, encoding, otherEncodings, locale, protection, told, known, own);
    }

    Set<String> told(String column) {
        return told.getOrDefault(column, Set.of());
    }

    Encoding encoding(String column) {
        return otherEncodings.getOrDefault(column, encoding);
    }
}
