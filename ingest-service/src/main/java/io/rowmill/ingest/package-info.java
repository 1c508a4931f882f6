/**
 * The entrance of the pipeline: checks a fit request, snapshots its source, maintains the status of runs and deletes their real
 * rows. Not for learning anything from the rows.
 */
@NullMarked
package io.rowmill.ingest;

import org.jspecify.annotations.NullMarked;
