/**
 * CSV files as tables and back: UTF-8, a header, an unquoted empty field for null and {@code ""} for the empty string.
 * Not for guessing dialects, types or keys.
 */
@NullMarked
package io.rowmill.core.table.csv;

import org.jspecify.annotations.NullMarked;
