/**
 * Where the process starts and where Quarkus runs the services inside it.
 * Not for commands or clients, which know neither Quarkus nor how services are started.
 */
package io.rowmill.cli.quarkus;
