/**
 * A real Kafka broker, a schema registry of the Confluent protocol and S3-compatible storage in this process, on loopback.
 * Not for production clusters, and not for anything of rowmill's own: services reach these as they reach real ones.
 */
@NullMarked
package io.rowmill.embedded;

import org.jspecify.annotations.NullMarked;
