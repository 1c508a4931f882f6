/**
 * The parts of events besides their Avro value: headers, keys, failure events.
 * Not for names of topics or for the Avro encoding.
 */
@NullMarked
package io.rowmill.platform.event;

import org.jspecify.annotations.NullMarked;
