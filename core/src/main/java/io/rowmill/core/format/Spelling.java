package io.rowmill.core.format;

import org.jspecify.annotations.Nullable;

/**
 * A typed value of a column with {@link Spellings}.
 *
 * @param spelling which of the column's spellings it has
 * @param value typed by the format of that spelling; null for a marker
 */
public record Spelling(int spelling, @Nullable Object value) {}
