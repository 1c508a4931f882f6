/**
 * Fan-ins: small Kafka Streams topologies that count events until a set is complete.
 * Not for work that is long or touches storage, a database or a GPU.
 */
@NullMarked
package io.rowmill.platform.stream;

import org.jspecify.annotations.NullMarked;
