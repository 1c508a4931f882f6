/**
 * Stored models: their index, their seals, the engines on the class path, and loading a model with its synthesizers.
 * Not for training or sampling.
 */
@NullMarked
package io.rowmill.platform.model;

import org.jspecify.annotations.NullMarked;
