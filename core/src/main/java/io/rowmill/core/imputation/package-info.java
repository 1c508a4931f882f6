/**
 * Fills the missing cells of rows that exist, from what a synthesizer has learned of rows like them.
 * Not for making rows: that is sampling's.
 */
@NullMarked
package io.rowmill.core.imputation;

import org.jspecify.annotations.NullMarked;
