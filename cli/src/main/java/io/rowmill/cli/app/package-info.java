/**
 * The whole of rowmill in one process: broker, registry, storage and the five services, and what the demo adds.
 * Not for parsing commands, and not for anything a client of a running platform does.
 */
package io.rowmill.cli.app;
