/**
 * From cells to encoded parts and back: continuous, binned, discrete, constant and faked columns, fitted in bounded memory.
 * Not for keys, for relations between tables, or for learning how columns depend on each other.
 */
@NullMarked
package io.rowmill.core.transform;

import org.jspecify.annotations.NullMarked;
