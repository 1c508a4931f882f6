/**
 * Differential privacy: noise from a secure source, what each query costs, and what all queries cost together.
 *
 * <p>Two tables are neighbours if one has one privacy unit more. Costs are Rényi divergences between what neighbours answer
 * (Mironov, arXiv 1702.07476). They add up, and are converted to epsilon and delta once, at the end.
 */
@NullMarked
package io.rowmill.core.privacy;

import org.jspecify.annotations.NullMarked;
