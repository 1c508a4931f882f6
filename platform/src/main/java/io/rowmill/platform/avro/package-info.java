/**
 * Avro records as bytes and back, in the Confluent wire format, with schemas kept in a schema registry.
 * Not for what the records mean: event classes are generated in {@code schemas}.
 */
@NullMarked
package io.rowmill.platform.avro;

import org.jspecify.annotations.NullMarked;
