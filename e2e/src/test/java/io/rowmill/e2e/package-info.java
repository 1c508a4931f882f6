/**
 * The whole pipeline from outside: commands, topics, files.
 * Not for anything that a unit test could tell.
 */
package io.rowmill.e2e;
