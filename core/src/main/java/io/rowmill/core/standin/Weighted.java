package io.rowmill.core.standin;

import org.jspecify.annotations.Nullable;

/**
 * A value and how often it is, by the weights of others.
 *
 * @param weight 0 or more
 */
record Weighted<T extends @Nullable Object>(T value, double weight) {}
