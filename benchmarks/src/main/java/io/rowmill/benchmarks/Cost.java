package io.rowmill.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What some work took.
 *
 * @param wallSeconds by the clock
 * @param cpuSeconds of all threads of the process, the garbage collector's and the compiler's included
 */
record Cost(double wallSeconds, double cpuSeconds) {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Work that is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static Cost of(Work work) throws Exception {
        long cpu = PROCESS.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - wall) * 1e-9, (PROCESS.getProcessCpuTime() - cpu) * 1e-9);
    }

    /** Of {@code times} runs, the one with the median CPU time: the machine does other things beside it. */
    static Cost median(int times, Work work) throws Exception {
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            costs.add(of(work));
        }
        costs.sort(Comparator.comparingDouble(Cost::cpuSeconds));
        return costs.get(times / 2);
    }
}
