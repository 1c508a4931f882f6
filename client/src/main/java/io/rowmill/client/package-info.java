/**
 * What any client of rowmill does: publish requests, follow them by their events, read rows back, export them.
 * Not for printing, and not tied to the embedded platform.
 */
package io.rowmill.client;
