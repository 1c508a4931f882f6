/**
 * Rules between the columns of a row, and of its parents' rows: how they are found, what of a column is left to learn, and how
 * whole rows are made of what was learned. Not for keys, nor for dependence that a synthesizer learns.
 */
@NullMarked
package io.rowmill.core.rules;

import org.jspecify.annotations.NullMarked;
