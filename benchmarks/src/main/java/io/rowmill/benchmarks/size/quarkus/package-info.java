/**
 * Services of the size check as the environment configures them, by the same mappings as in their own jars.
 * Not for measuring.
 */
package io.rowmill.benchmarks.size.quarkus;
