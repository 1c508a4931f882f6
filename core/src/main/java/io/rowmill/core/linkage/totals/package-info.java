/**
 * Finds columns that say something of all the rows that refer to a row: their number, sum, least or greatest.
 * Not for columns of the row that is referred to alone, and not for making such columns.
 */
@NullMarked
package io.rowmill.core.linkage.totals;

import org.jspecify.annotations.NullMarked;
