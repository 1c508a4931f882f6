/**
 * Reads a source in one streaming pass and writes checked snapshots: types, primary keys and foreign keys of tables of any
 * size. Memory does not grow with the rows, except for one bit per row if rows are dropped or sampled. Not for events, storage
 * or learning.
 */
@NullMarked
package io.rowmill.ingest.snapshot;

import org.jspecify.annotations.NullMarked;
