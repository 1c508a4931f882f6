/**
 * The structure of a database: tables, columns, keys and relationships, read from and written to the SDV V1 JSON format.
 * Not for values, statistics or anything else that needs rows.
 */
@NullMarked
package io.rowmill.core.metadata;

import org.jspecify.annotations.NullMarked;
