/**
 * Converts Avro records to bytes and back, in the Confluent wire format, with schemas in a schema registry.
 * Not for the meaning of records: event classes are generated in {@code schemas}.
 */
@NullMarked
package io.rowmill.platform.avro;

import org.jspecify.annotations.NullMarked;
