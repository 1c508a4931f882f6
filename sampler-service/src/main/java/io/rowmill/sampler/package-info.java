/**
 * Streams synthetic rows: plans a sample, makes its chunks, tells when all is written.
 * Not for deciding what a row looks like: that is the model.
 */
package io.rowmill.sampler;
