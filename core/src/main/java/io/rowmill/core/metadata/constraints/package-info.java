/**
 * Rules that the metadata declares: what their kinds and parameters mean, whether they fit the tables, and which columns give way for
 * them. Not for rows: whether a source keeps them, and how synthetic rows do, is said elsewhere.
 */
@NullMarked
package io.rowmill.core.metadata.constraints;

import org.jspecify.annotations.NullMarked;
