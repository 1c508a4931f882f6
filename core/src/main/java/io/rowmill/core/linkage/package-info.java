/**
 * How the tables of a database join: roles and formats of keys, children per parent, and the context of a child.
 * Not for the content of rows, and not for generating rows: that is {@code core.sampling}.
 */
@NullMarked
package io.rowmill.core.linkage;

import org.jspecify.annotations.NullMarked;
