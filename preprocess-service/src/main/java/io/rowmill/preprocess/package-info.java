/**
 * Fits the transforms of a table and encodes its columns.
 * Not for keys: those belong to linkage.
 */
package io.rowmill.preprocess;
