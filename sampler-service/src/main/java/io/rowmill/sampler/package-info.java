/**
 * Generates synthetic rows: plans a sample, makes its chunks, and reports when all rows are written.
 * Not for the content of a row: the model determines it.
 */
@NullMarked
package io.rowmill.sampler;

import org.jspecify.annotations.NullMarked;
