/**
 * Keys of any number of rows in bounded memory: hashed, dealt into partitions on disk, checked for repetition, joined.
 * Not for what a key means (metadata) or how one is made (linkage).
 */
@NullMarked
package io.rowmill.core.keys;

import org.jspecify.annotations.NullMarked;
