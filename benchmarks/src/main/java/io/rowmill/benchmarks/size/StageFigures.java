package io.rowmill.benchmarks.size;

/**
 * One stage at one size.
 *
 * @param wallSeconds from the end of the stage before to its own
 * @param cpuSeconds of its service's process in that time
 * @param liveBytes most heap alive at once in that process
 * @param residentBytes most physical memory of it at once
 */
record StageFigures(double wallSeconds, double cpuSeconds, long liveBytes, long residentBytes) {}
