/**
 * One training step: the critic's updates, then the generator's, by a script or by automatic differentiation.
 * Not for the loop over steps.
 */
@NullMarked
package io.rowmill.models.ctgan.step;

import org.jspecify.annotations.NullMarked;
