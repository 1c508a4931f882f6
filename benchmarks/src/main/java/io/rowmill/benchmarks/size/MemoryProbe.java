package io.rowmill.benchmarks.size;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Finds out once a second how much of the heap is alive, by collecting the rest, while the process is busy. What is alive is what the
 * collector counts at its own end: a moment later new garbage is among it.
 */
final class MemoryProbe {
    private static final long PERIOD_MILLIS = 1_000;
    /** CPU time since the last look below which there is nothing new to see. */
    private static final double IDLE_SECONDS = 0.1;

    private static final String ASKED_FOR = "System.gc()";

    private final AtomicLong peak = new AtomicLong();
    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    private MemoryProbe() {}

    static MemoryProbe start() {
        MemoryProbe probe = new MemoryProbe();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener((n, o) -> probe.onCollected(n), null, null);
        }
        Thread thread = new Thread(probe::run, "memory-probe");
        thread.setDaemon(true);
        thread.start();
        return probe;
    }

    private void onCollected(Notification notification) {
        var info = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        if (info.getGcCause().equals(ASKED_FOR)) {
            long alive = info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> heapPools.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
            peak.accumulateAndGet(alive, Math::max);
        }
    }

    private void run() {
        try {
            double seen = 0;
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                if (Usage.cpuSecondsOfProcess() - seen > IDLE_SECONDS) {
                    System.gc();
                    seen = Usage.cpuSecondsOfProcess();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Most bytes alive at once since the start or the last {@link #reset}, as far as it was looked. */
    long peakBytes() {
        return peak.get();
    }

    /** Forgets the peak. */
    void reset() {
        peak.set(0);
        System.gc();
    }
}
