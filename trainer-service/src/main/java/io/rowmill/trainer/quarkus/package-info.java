/**
 * The Quarkus shell of the trainer service: configuration, life cycle, health.
 * Not for logic: handlers run in a unit test without any of this.
 */
package io.rowmill.trainer.quarkus;
