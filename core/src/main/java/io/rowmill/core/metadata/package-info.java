/**
 * What a database looks like: tables, columns, keys, relationships, read from and written to the SDV V1 JSON format.
 * Not for values, statistics or anything that needs a row.
 */
@NullMarked
package io.rowmill.core.metadata;

import org.jspecify.annotations.NullMarked;
