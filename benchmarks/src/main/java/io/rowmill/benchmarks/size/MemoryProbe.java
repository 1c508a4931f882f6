package io.rowmill.benchmarks.size;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Looks once a second how much of the heap is alive, by collecting the rest. */
final class MemoryProbe {
    private static final long PERIOD_MILLIS = 1_000;

    private final AtomicLong peak = new AtomicLong();

    private MemoryProbe() {}

    static MemoryProbe start() {
        MemoryProbe probe = new MemoryProbe();
        Thread thread = new Thread(probe::run, "memory-probe");
        thread.setDaemon(true);
        thread.start();
        return probe;
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        peak.accumulateAndGet(used, Math::max);
    }

    /** Most bytes alive at once since the start, as far as it was looked. */
    long peakBytes() {
        return peak.get();
    }
}
