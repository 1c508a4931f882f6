/**
 * What can be said of the columns of a row, and of its parents' rows, in terms of arithmetic, comparison and logic, and what comes out
 * of it for one row. Not for how rows are read, nor for what becomes of a row that breaks a rule.
 */
@NullMarked
package io.rowmill.core.expression;

import org.jspecify.annotations.NullMarked;
