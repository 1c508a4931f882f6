/**
 * The rows of a table as networks see them, and the draw of rows for training.
 * Not for batches, and not for tensors.
 */
@NullMarked
package io.rowmill.models.ctgan.rows;

import org.jspecify.annotations.NullMarked;
