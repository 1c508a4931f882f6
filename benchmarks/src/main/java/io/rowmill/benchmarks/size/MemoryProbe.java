package io.rowmill.benchmarks.size;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Looks once a second how much of the heap is alive, by collecting the rest, while the process is busy. */
final class MemoryProbe {
    private static final long PERIOD_MILLIS = 1_000;
    /** CPU time since the last look below which there is nothing new to see. */
    private static final double IDLE_SECONDS = 0.1;

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
            double seen = 0;
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                if (Usage.cpuSecondsOfProcess() - seen > IDLE_SECONDS) {
                    look();
                    seen = Usage.cpuSecondsOfProcess();
                }
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

    /** Most bytes alive at once since the start or the last {@link #reset}, as far as it was looked. */
    long peakBytes() {
        return peak.get();
    }

    /** Forgets the peak. */
    void reset() {
        peak.set(0);
        look();
    }
}
