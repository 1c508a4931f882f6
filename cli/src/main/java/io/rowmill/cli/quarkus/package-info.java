/**
 * The start of the process, and the Quarkus application that runs the services in it.
 * Not for commands or clients, which do not depend on Quarkus.
 */
@NullMarked
package io.rowmill.cli.quarkus;

import org.jspecify.annotations.NullMarked;
