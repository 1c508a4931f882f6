/**
 * The front door: checks a fit request, snapshots its source, keeps the status of runs and deletes their real rows at the end.
 * Not for learning anything from the rows.
 */
package io.rowmill.ingest;
