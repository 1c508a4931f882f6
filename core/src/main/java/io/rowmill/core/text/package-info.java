/**
 * Helpers for messages to people.
 * Not for parsing or formatting values.
 */
@NullMarked
package io.rowmill.core.text;

import org.jspecify.annotations.NullMarked;
