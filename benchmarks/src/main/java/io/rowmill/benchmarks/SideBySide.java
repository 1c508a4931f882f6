package io.rowmill.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * As many jobs as there are cores, at once instead of one after the other.
 *
 * @param alone what one job takes when no other runs
 * @param together what all of them take
 */
record SideBySide(Cost alone, Cost together) {
    static final int JOBS = Runtime.getRuntime().availableProcessors();

    /** @param work may run on several threads */
    static SideBySide of(Cost.Work work) throws Exception {
        return new SideBySide(Cost.of(work), Cost.of(() -> runAll(work)));
    }

    private static void runAll(Cost.Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(JOBS);
        try {
            List<Callable<Void>> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                jobs.add(() -> {
                    work.run();
                    return null;
                });
            }
            for (Future<Void> job : threads.invokeAll(jobs)) {
                job.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** How many times as fast as one after the other; {@link #JOBS}, but for noise, where jobs don't disturb each other. */
    double gain() {
        return JOBS * alone.wallSeconds() / together.wallSeconds();
    }

    /** CPU time beside that of as many jobs one after the other. */
    double cpuRatio() {
        return together.cpuSeconds() / (JOBS * alone.cpuSeconds());
    }
}
