/**
 * Splits the columns of a wide table into batches, and chooses the columns of other batches that a batch is conditioned on.
 * Not for learning or sampling them.
 */
@NullMarked
package io.rowmill.core.batches;

import org.jspecify.annotations.NullMarked;
