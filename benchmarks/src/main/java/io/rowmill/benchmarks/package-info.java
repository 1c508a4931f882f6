/**
 * How fast each stage is, beside what bounds it: one command, one table.
 * Not for tests: nothing here passes or fails, and the default build leaves it out.
 */
package io.rowmill.benchmarks;
