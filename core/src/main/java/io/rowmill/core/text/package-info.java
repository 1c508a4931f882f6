/**
 * Small helpers for sentences addressed to people.
 * Not for parsing or formatting values.
 */
package io.rowmill.core.text;
