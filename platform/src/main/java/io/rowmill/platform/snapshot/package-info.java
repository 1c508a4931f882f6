/**
 * The raw snapshot of a table: one Avro container file (zstd) in which every cell is text or null, as in the source.
 * Not for encoded columns and not for synthetic rows.
 */
@NullMarked
package io.rowmill.platform.snapshot;

import org.jspecify.annotations.NullMarked;
