/**
 * Fits the transforms of a table and encodes its columns.
 * Not for keys: linkage handles them.
 */
@NullMarked
package io.rowmill.preprocess;

import org.jspecify.annotations.NullMarked;
