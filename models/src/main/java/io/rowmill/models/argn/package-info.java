/**
 * The engine {@code argn}: it draws rows column by column, each from its distribution given the columns before it. Source:
 * Tiwald et al., TabularARGN, arXiv 2501.12012. Not for formats of cells: it only sees codes.
 */
@NullMarked
package io.rowmill.models.argn;

import org.jspecify.annotations.NullMarked;
