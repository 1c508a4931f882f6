/**
 * Broker, registry and store as a careful operator has them: TLS, users, passwords, access control.
 * Not for what is tested against them.
 */
package io.rowmill.e2e.harness.secure;
