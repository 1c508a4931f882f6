/**
 * The engine {@code argn}: rows drawn column by column, each from its distribution given those before it. Source: Tiwald et al.,
 * TabularARGN, arXiv 2501.12012. Not for formats of cells: it sees codes alone.
 */
@NullMarked
package io.rowmill.models.argn;

import org.jspecify.annotations.NullMarked;
