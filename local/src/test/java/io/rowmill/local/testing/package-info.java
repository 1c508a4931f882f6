/**
 * The platform as tests of this module use it.
 * Not for tests themselves.
 */
package io.rowmill.local.testing;
