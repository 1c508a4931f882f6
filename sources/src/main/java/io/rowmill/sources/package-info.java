/**
 * Sources of real rows: CSV files in a folder or a store, and databases over JDBC; and detection of their metadata.
 * Not for checking or storing rows.
 */
@NullMarked
package io.rowmill.sources;

import org.jspecify.annotations.NullMarked;
