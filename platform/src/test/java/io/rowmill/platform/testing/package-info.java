/**
 * The platform as tests of several modules use it.
 * Not for tests themselves.
 */
package io.rowmill.platform.testing;
