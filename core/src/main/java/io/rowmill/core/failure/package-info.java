/**
 * What can go wrong, sorted by what has to be done about it.
 * Not for messages that carry a cell's value: a failure may name a table, a column, a line, never a value.
 */
@NullMarked
package io.rowmill.core.failure;

import org.jspecify.annotations.NullMarked;
