/**
 * How events look on the wire beside their Avro value: headers, keys, failure events.
 * Not for topics' names or the Avro encoding itself.
 */
@NullMarked
package io.rowmill.platform.event;

import org.jspecify.annotations.NullMarked;
