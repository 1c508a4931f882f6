/**
 * How close synthetic tables are to real ones: 1-way and 2-way accuracy and null rates per table.
 * Not for keys and relations between tables, which are right or wrong and checked elsewhere.
 */
package io.rowmill.core.quality;
