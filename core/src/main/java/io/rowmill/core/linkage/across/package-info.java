/**
 * Finds what a row's columns have in common with columns of the rows that it refers to.
 * Not for the columns of one row among themselves, and not for keys.
 */
@NullMarked
package io.rowmill.core.linkage.across;

import org.jspecify.annotations.NullMarked;
