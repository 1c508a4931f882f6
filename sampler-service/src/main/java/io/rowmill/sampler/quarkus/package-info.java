/**
 * The Quarkus shell of the sampler service: configuration, life cycle, health.
 * Not for logic: handlers run in a unit test without any of this.
 */
@NullMarked
package io.rowmill.sampler.quarkus;

import org.jspecify.annotations.NullMarked;
