/**
 * Generator and critic: their sizes, weights and layers.
 * Not for training: nothing here changes a weight.
 */
@NullMarked
package io.rowmill.models.ctgan.network;

import org.jspecify.annotations.NullMarked;
