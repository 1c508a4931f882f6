/**
 * The size check: databases of two sizes through the pipeline, a process per service, memory and time per row side by side.
 * Not for the speed of one part: the benchmarks beside it measure that.
 */
package io.rowmill.benchmarks.size;
