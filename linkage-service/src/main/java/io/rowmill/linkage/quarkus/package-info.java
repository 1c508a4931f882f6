/**
 * The Quarkus shell of the linkage service: configuration, life cycle, health.
 * Not for logic: handlers run in a unit test without any of this.
 */
@NullMarked
package io.rowmill.linkage.quarkus;

import org.jspecify.annotations.NullMarked;
