/**
 * Two digits per category of a column with many categories: how they are found, and how they are drawn.
 * Not for networks: a digit is a column like any other to them.
 */
@NullMarked
package io.rowmill.models.ctgan.digits;

import org.jspecify.annotations.NullMarked;
