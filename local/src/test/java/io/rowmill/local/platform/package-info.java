/**
 * Tests of the platform's parts that need a broker, a registry or a store.
 * Not for what can be tested in its own module.
 */
package io.rowmill.local.platform;
