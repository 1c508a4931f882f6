/**
 * How close synthetic tables are to real ones: accuracy of columns and pairs, children per parent, dependence over keys, a
 * classifier's view, distance to real rows. Not for whether keys resolve, which is right or wrong and checked elsewhere.
 */
@NullMarked
package io.rowmill.core.quality;

import org.jspecify.annotations.NullMarked;
