/**
 * Models that exist: which there are, which are sealed, the engines on the class path, and a stored model with its synthesizers
 * loaded. Not for training or sampling.
 */
@NullMarked
package io.rowmill.platform.model;

import org.jspecify.annotations.NullMarked;
