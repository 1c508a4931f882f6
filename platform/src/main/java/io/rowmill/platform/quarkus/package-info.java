/**
 * The Quarkus side of the platform: configuration mappings, and the one {@code Platform} bean that services share.
 * Not for anything that a unit test needs without a container.
 */
@NullMarked
package io.rowmill.platform.quarkus;

import org.jspecify.annotations.NullMarked;
