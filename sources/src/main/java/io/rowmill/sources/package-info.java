/**
 * Where real rows come from: CSV files in a folder or a store, databases over JDBC; and metadata detected from them.
 * Not for checking rows or keeping them.
 */
@NullMarked
package io.rowmill.sources;

import org.jspecify.annotations.NullMarked;
