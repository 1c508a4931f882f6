/**
 * One streaming pass over a source that leaves checked snapshots: types, primary keys and foreign keys of tables of any size,
 * in memory that does not grow with rows (but for one bit per row where rows are to be dropped or sampled).
 * Not for events, storage or anything learned from the rows.
 */
package io.rowmill.ingest.snapshot;
