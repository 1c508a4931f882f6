/**
 * How the tables of a database join: roles of keys, formats of keys, children per parent, what a child is conditioned on.
 * Not for the content of rows, and not for making any: sampling does that from what is found here.
 */
@NullMarked
package io.rowmill.core.linkage;

import org.jspecify.annotations.NullMarked;
