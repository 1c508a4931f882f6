/**
 * The client of rowmill: publish requests, follow them by their events, read rows back, export them.
 * Not for printing, and not only for the embedded platform.
 */
@NullMarked
package io.rowmill.client;

import org.jspecify.annotations.NullMarked;
