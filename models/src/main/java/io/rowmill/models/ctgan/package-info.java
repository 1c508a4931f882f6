/**
 * A conditional tabular GAN (Xu et al., Modeling Tabular Data using Conditional GAN, NeurIPS 2019, arXiv 1907.00503): the engine, its
 * training loop, weights on disk, sampling. Not for turning cells into numbers and back: rows arrive and leave encoded.
 */
@NullMarked
package io.rowmill.models.ctgan;

import org.jspecify.annotations.NullMarked;
