/**
 * The parts of a model, independent of where they are stored.
 * Not for storing or loading them.
 */
@NullMarked
package io.rowmill.core.model;

import org.jspecify.annotations.NullMarked;
