/**
 * Rows of which some cells are given: whether a model can make them, and what is drawn of them.
 * Not for conditions that all rows of a table share.
 */
@NullMarked
package io.rowmill.core.sampling.given;

import org.jspecify.annotations.NullMarked;
