/**
 * Tables as they are learned: how one is fitted, encoded and stored, and where a later stage finds it.
 * Not for keys, and not for what is learned of a table.
 */
@NullMarked
package io.rowmill.platform.prepared;

import org.jspecify.annotations.NullMarked;
