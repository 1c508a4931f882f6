/**
 * Checks and joins the keys of any number of rows in bounded memory: hashed, and partitioned on disk.
 * Not for the meaning of a key (metadata) or for generating keys (linkage).
 */
@NullMarked
package io.rowmill.core.keys;

import org.jspecify.annotations.NullMarked;
