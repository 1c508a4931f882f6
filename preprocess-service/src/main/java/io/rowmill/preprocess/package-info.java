/**
 * Fits the transforms of a table and encodes its columns.
 * Not for keys: those belong to linkage.
 */
@NullMarked
package io.rowmill.preprocess;

import org.jspecify.annotations.NullMarked;
