/**
 * Learns how the tables of a run join, after all of them are prepared.
 * Not for content: the trainer learns it.
 */
@NullMarked
package io.rowmill.linkage;

import org.jspecify.annotations.NullMarked;
