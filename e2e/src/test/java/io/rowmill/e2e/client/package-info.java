/**
 * The client of docs/events.md, and the test that runs it.
 * Not for the command line's own client.
 */
package io.rowmill.e2e.client;
