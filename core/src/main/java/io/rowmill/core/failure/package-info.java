/**
 * Failures, classified by what has to be done about them.
 * Not for cell values: a message can name a table, a column or a line, but never a value.
 */
@NullMarked
package io.rowmill.core.failure;

import org.jspecify.annotations.NullMarked;
