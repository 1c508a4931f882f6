/**
 * Whether a process reaches what it can't work without: object store, brokers, schema registry. Not for what an outage does to a
 * job that is under way: that is tried again where it runs.
 */
@NullMarked
package io.rowmill.platform.needs;

import org.jspecify.annotations.NullMarked;
