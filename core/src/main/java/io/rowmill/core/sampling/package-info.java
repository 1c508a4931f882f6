/**
 * Turns linkage and synthesizers into rows: how many, in which chunks, with which keys.
 * Not for learning, and not for deciding where rows or hand-overs are stored.
 */
@NullMarked
package io.rowmill.core.sampling;

import org.jspecify.annotations.NullMarked;
