/**
 * Files of delimited text as tables and back, in the dialect that was said or is detected: an unquoted empty field for null and
 * {@code ""} for the empty string. Not for guessing types or keys.
 */
@NullMarked
package io.rowmill.core.table.csv;

import org.jspecify.annotations.NullMarked;
