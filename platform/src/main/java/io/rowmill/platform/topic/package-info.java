/**
 * The catalogue of topics and their creation.
 * Not for producing or consuming records.
 */
@NullMarked
package io.rowmill.platform.topic;

import org.jspecify.annotations.NullMarked;
