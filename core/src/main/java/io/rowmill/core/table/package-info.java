/**
 * Rows and encoded columns in memory and on disk, and the text formats of values.
 * Not for learning anything from them.
 */
package io.rowmill.core.table;
