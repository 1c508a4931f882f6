/**
 * Turns linkage and synthesizers into rows: how many, in which chunks, with which keys.
 * Not for learning, and not for storing rows or hand-overs.
 */
@NullMarked
package io.rowmill.core.sampling;

import org.jspecify.annotations.NullMarked;
