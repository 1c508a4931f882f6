/**
 * Measures the speed of each stage and what limits it: one command, one table.
 * Not for tests: nothing here passes or fails, and the default build leaves it out.
 */
package io.rowmill.benchmarks;
