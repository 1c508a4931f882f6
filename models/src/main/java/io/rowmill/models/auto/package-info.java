/**
 * The engine {@code auto}: picks another engine per table and says why.
 * Not for learning.
 */
@NullMarked
package io.rowmill.models.auto;

import org.jspecify.annotations.NullMarked;
