/**
 * Avro records as bytes and back, in the Confluent wire format, with schemas kept in a schema registry.
 * Not for what the records mean: event classes are generated in {@code schemas}.
 */
package io.rowmill.platform.avro;
