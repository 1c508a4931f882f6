/**
 * What services count and time, by names from one class and tags of bounded values.
 * Not for figures about a model's quality: those stand in its manifest.
 */
@NullMarked
package io.rowmill.platform.metrics;

import org.jspecify.annotations.NullMarked;
