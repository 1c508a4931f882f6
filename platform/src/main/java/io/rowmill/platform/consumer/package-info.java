/**
 * One plain consumer for all work: one record at a time, polling while the job runs, outputs and offset in one transaction.
 * Not for counting events: that is {@code platform.stream}.
 */
@NullMarked
package io.rowmill.platform.consumer;

import org.jspecify.annotations.NullMarked;
