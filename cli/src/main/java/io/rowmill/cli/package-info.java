/**
 * The commands of {@code rowmill}: options, help, output and exit codes.
 * Not for talking to Kafka or storage: the client does that.
 */
@NullMarked
package io.rowmill.cli;

import org.jspecify.annotations.NullMarked;
