/**
 * All of rowmill in one process: broker, registry, storage and the five services, and the data of the demo.
 * Not for parsing commands, and not for clients of a running platform.
 */
@NullMarked
package io.rowmill.cli.app;

import org.jspecify.annotations.NullMarked;
