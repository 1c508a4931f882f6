/**
 * Learns how the tables of a run join, once all are prepared.
 * Not for content: that is the trainer's.
 */
@NullMarked
package io.rowmill.linkage;

import org.jspecify.annotations.NullMarked;
