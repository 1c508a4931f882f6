/**
 * Seeds derived from a request's seed, stable names and ordinals, and random generators made from them.
 * Not for keys, tokens or privacy noise: these need a secure source.
 */
@NullMarked
package io.rowmill.core.random;

import org.jspecify.annotations.NullMarked;
