/**
 * The engine {@code auto}: picks another one per table and says why. Not for learning anything itself.
 */
package io.rowmill.models.auto;
