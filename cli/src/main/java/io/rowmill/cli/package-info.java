/**
 * The commands of {@code rowmill}: options, help, what is printed where, exit codes.
 * Not for talking to Kafka or storage, which is the client's part.
 */
package io.rowmill.cli;
