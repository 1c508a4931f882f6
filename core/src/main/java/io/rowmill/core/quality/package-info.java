/**
 * Measures how close synthetic tables are to real ones: accuracy of columns and pairs, children per parent, dependence across keys,
 * detection by a classifier, distance to real rows. Not for checking whether keys resolve.
 */
@NullMarked
package io.rowmill.core.quality;

import org.jspecify.annotations.NullMarked;
