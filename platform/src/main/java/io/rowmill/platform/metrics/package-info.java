/**
 * The metrics of services. Names come from one class, and tags have few values.
 * Not for the quality of a model: that is in its manifest.
 */
@NullMarked
package io.rowmill.platform.metrics;

import org.jspecify.annotations.NullMarked;
