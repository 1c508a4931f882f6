/**
 * The engine {@code auto}: picks another one per table and says why. Not for learning anything itself.
 */
@NullMarked
package io.rowmill.models.auto;

import org.jspecify.annotations.NullMarked;
