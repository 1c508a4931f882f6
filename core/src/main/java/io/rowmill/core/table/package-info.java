/**
 * Rows and encoded columns in memory and on disk, and the text formats of values.
 * Not for learning anything from them.
 */
@NullMarked
package io.rowmill.core.table;

import org.jspecify.annotations.NullMarked;
