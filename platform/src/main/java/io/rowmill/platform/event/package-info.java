/**
 * How events look on the wire beside their Avro value: headers, keys, failure events.
 * Not for topics' names or the Avro encoding itself.
 */
package io.rowmill.platform.event;
