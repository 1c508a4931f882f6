/**
 * A service's life cycle against a real platform.
 * Not for the processes that services are: those are in e2e.
 */
package io.rowmill.local.quarkus;
