/**
 * How a column's cells are spelled: typed values from text and back, in the source's style, and how that style is inferred.
 * Not for encoding values for an engine.
 */
@NullMarked
package io.rowmill.core.format;

import org.jspecify.annotations.NullMarked;
