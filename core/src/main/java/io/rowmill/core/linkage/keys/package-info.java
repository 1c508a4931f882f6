/**
 * Rules between the foreign keys of a row: what is always the same row, one of several, or together in another table. They are
 * found here from indexes of parents alone. Not for rules between columns, and not for keeping the rules: that is
 * {@code core.sampling}.
 */
@NullMarked
package io.rowmill.core.linkage.keys;

import org.jspecify.annotations.NullMarked;
