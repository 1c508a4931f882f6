/**
 * Batches of the columns of a wide table: which columns are learned together, and which columns of other batches a batch is
 * conditioned on. Not for learning or sampling them.
 */
@NullMarked
package io.rowmill.core.batches;

import org.jspecify.annotations.NullMarked;
