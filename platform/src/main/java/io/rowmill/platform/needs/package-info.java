/**
 * Checks whether a process can reach what it needs: object store, brokers, schema registry.
 * Not for jobs that are running during an outage: they are retried where they run.
 */
@NullMarked
package io.rowmill.platform.needs;

import org.jspecify.annotations.NullMarked;
