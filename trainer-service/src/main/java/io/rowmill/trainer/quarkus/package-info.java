/**
 * The Quarkus shell of the trainer service: configuration, life cycle, health.
 * Not for logic: handlers run in a unit test without any of this.
 */
@NullMarked
package io.rowmill.trainer.quarkus;

import org.jspecify.annotations.NullMarked;
