/**
 * The raw snapshot of a table: one Avro container file (zstd) in which every cell is text or null, as the source gave it.
 * Not for encoded columns and not for rows that are made up.
 */
@NullMarked
package io.rowmill.platform.snapshot;

import org.jspecify.annotations.NullMarked;
