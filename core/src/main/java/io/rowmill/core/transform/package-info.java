/**
 * Encodes cells as numbers and codes, and decodes them: continuous, binned, discrete, constant and invented columns, fitted in
 * bounded memory. Not for keys, relations between tables, or dependence between columns.
 */
@NullMarked
package io.rowmill.core.transform;

import org.jspecify.annotations.NullMarked;
