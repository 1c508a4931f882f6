/**
 * Stand-ins for the tables of a run under differential privacy: rows that have the noised histograms of the real ones and nothing else
 * of them. Everything that is fitted is fitted on them. Not for training, which reads the real rows by private steps.
 */
@NullMarked
package io.rowmill.core.standin;

import org.jspecify.annotations.NullMarked;
