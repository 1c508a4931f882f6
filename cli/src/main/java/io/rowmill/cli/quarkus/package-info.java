/**
 * The start of the process, and the Quarkus application that runs the services in it.
 * Not for commands or clients, which do not depend on Quarkus.
 */
package io.rowmill.cli.quarkus;
