/**
 * Fills the missing cells of existing rows with values that a synthesizer draws.
 * Not for generating rows: that is {@code core.sampling}.
 */
@NullMarked
package io.rowmill.core.imputation;

import org.jspecify.annotations.NullMarked;
