/**
 * Fills the missing cells of files with a model: finds and checks the files, joins children with their parents, writes whole tables.
 * Not for drawing cells: that is {@code core.imputation}'s.
 */
package io.rowmill.local.impute;
