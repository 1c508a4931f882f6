/**
 * What one job trains on: its rows, cut into the batches of each step, with their noise.
 * Not for updates of weights.
 */
@NullMarked
package io.rowmill.models.ctgan.batch;

import org.jspecify.annotations.NullMarked;
