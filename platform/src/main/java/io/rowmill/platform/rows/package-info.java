/**
 * Synthetic rows on topics: one Avro schema per table, typed values in and out.
 * Not for events of the pipeline.
 */
@NullMarked
package io.rowmill.platform.rows;

import org.jspecify.annotations.NullMarked;
